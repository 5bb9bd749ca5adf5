// tidegate start: a named person starts a release, and may let a build through that would be none.

import { formatDuration } from '../core/duration.ts';
import { type IntendedStart, intendStart, seenText, startByHand } from '../flows/start-by-hand.ts';
import { openDeployed, type Where } from './deployed.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly build: string | undefined;
  readonly admit: boolean;
  readonly 'step-back': boolean;
  readonly retry: boolean;
  readonly reason: string | undefined;
  readonly for: number;
  readonly machine: string | undefined;
  readonly json: boolean;
}

/** What is let through for longer than that is a matter of the pipeline. */
const MOST_SECONDS = 30 * 86_400;

export async function start(asked: Asked): Promise<number> {
  const { pipeline, build, admit, 'step-back': stepBack, retry, json } = asked;
  refuseHalf(asked);
  const { ports, person } = await openDeployed(asked);
  const wish = {
    pipeline,
    wanted: build,
    admit,
    stepBack,
    retry,
    reason: asked.reason ?? '',
    permitSeconds: asked.for,
    by: person,
  };
  const intended = await intendStart(ports, wish);
  if (!json) print(aboutTo(asked, intended));
  const { release, execution, isNew } = await startByHand(ports, wish, intended);
  const { label, against = null, targets, build: found } = intended;
  const what = { pipeline, build: found.arn, label, release, execution, isNew, by: person };
  if (json) printJson({ ...what, admitted: against, steppedBack: stepBack, targets });
  else print([isNew ? `started: ${release}, as execution ${execution}` : alreadyText(execution)]);
  return 0;
}

/** Throws `Refused` where an option is there without what it needs. */
function refuseHalf({ build, admit, reason, for: seconds, ...asked }: Asked): void {
  const letting = admit ? '--admit' : asked['step-back'] ? '--step-back' : undefined;
  if (letting && build === undefined)
    throw refuseUsage(`expected a build with ${letting}, got none: name the one that is meant`);
  if (letting && reason === undefined)
    throw refuseUsage(`expected --reason with ${letting}, got none`);
  if (seconds < 60 || seconds > MOST_SECONDS)
    throw refuseUsage(
      `expected --for to be from 1m to ${formatDuration(MOST_SECONDS)}, got ${formatDuration(seconds)}`,
    );
}

function aboutTo(
  { pipeline, for: seconds, 'step-back': stepBack }: Asked,
  { label, build, against, targets }: IntendedStart,
): string[] {
  const lasting = `for ${formatDuration(seconds)}`;
  return [
    `${pipeline}: about to release ${label}, built ${build.startedAt.slice(0, 16).replace('T', ' ')} (${build.arn})`,
    `  now ${seenText(targets)}`,
    ...(against === undefined ? [] : [`  let through ${lasting}, although ${against}`]),
    ...(stepBack ? [`  let back ${lasting} in front of what is newer`] : []),
  ];
}

function alreadyText(execution: string): string {
  return `nothing new: the same was asked for within this minute, and is execution ${execution}`;
}
