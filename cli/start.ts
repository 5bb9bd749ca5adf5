// tidegate start: a named person starts a release, and may let a build through that would be none.

import { type CommandsWhere, command } from './commands.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly build: string | undefined;
  readonly admit: boolean;
  readonly 'step-back': boolean;
  readonly retry: boolean;
  readonly fixes: string | undefined;
  readonly reason: string | undefined;
  readonly for: number;
  readonly json: boolean;
}

export async function start(asked: Asked): Promise<number> {
  refuseHalf(asked);
  const { pipeline, build, admit, 'step-back': stepBack, retry, reason, json, ...where } = asked;
  const { fixes, for: forSeconds } = asked;
  const body = { pipeline, build, admit, stepBack, retry, fixes, reason, forSeconds };
  await command(where, 'start', body, { json });
  return 0;
}

/** Throws `Refused` where an option is there without what it needs. */
function refuseHalf({ build, admit, reason, ...asked }: Asked): void {
  const letting = admit ? '--admit' : asked['step-back'] ? '--step-back' : undefined;
  if (letting && build === undefined)
    throw refuseUsage(`expected a build with ${letting}, got none: name the one that is meant`);
  const needing = letting ?? (asked.fixes === undefined ? undefined : '--fixes');
  if (needing && reason === undefined)
    throw refuseUsage(`expected --reason with ${needing}, got none`);
}
