// Command "start": a release of a build starts, and a build may be let through that would be none.

import { seenOf } from '../../core/command/seen.ts';
import { MOST_SHOWN } from '../../core/command/shown.ts';
import type { BodyOf } from '../../core/command/words.ts';
import { exactDuration } from '../../core/duration.ts';
import { mendsText } from '../../core/fix.ts';
import { wordOf } from '../../core/revision.ts';
import { seenText } from '../permit-build.ts';
import { intendStart, startByHand } from '../start-by-hand.ts';
import type { CarriedStart, IntendedStart, StartWish } from '../start-wish.ts';
import type { CommandFlow, Order } from './flow.ts';
import { ofPipeline } from './whose.ts';

export const start: CommandFlow<'start'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, order) {
    const intended = await intendStart(ports, wishOf(order));
    const { label, build, against, targets, release, mends } = intended;
    const { pipeline } = order.body;
    return {
      about: `${pipeline}: ${intended.marks ? 'on its way is' : 'about to release'} ${label}, built ${build.startedAt.slice(0, 16).replace('T', ' ')} (${build.arn})`,
      changes: [],
      notes: [
        `now ${seenText(targets)}`,
        ...letThrough(order.body, intended),
        ...overtaken(order.body, intended),
      ],
      seen: {
        build: build.arn,
        release,
        against: against ?? null,
        targets: seenOf(targets),
        mends: mends ?? null,
      },
      facts: {
        pipeline,
        build: build.arn,
        label,
        admitted: against ?? null,
        steppedBack: order.body.stepBack,
        targets: targets.slice(0, MOST_SHOWN),
        targetCount: targets.length,
        ...(mends && { fixes: mendsText(mends) }),
      },
      carries: carriedFrom(intended),
    };
  },

  async act(ports, order, { carries }) {
    const intended = carriedIn(carries);
    const { release, execution, isNew } = await startByHand(ports, wishOf(order), intended);
    if (intended.marks !== undefined)
      return {
        did: [
          `marked: ${release}, which is on its way, as the fix for ${mendsText(intended.mends ?? { alarms: [] })}`,
        ],
        facts: { release, execution, isNew },
      };
    const did = isNew
      ? `started: ${release}, as execution ${execution}`
      : `nothing new: the same was asked for within this minute, and is execution ${execution}`;
    return { did: [did], facts: { release, execution, isNew } };
  },
};

/** The targets themselves are of no use any more: they are as they were seen, or it is refused. */
function carriedFrom({ targets, ...rest }: IntendedStart): CarriedStart {
  return { ...rest, seen: seenText(targets) };
}

/** Up to 0.9.0 the targets were kept. */
function carriedIn(carries: unknown): CarriedStart {
  const kept = carries as CarriedStart | IntendedStart;
  return 'seen' in kept ? kept : carriedFrom(kept);
}

function letThrough(
  { forSeconds, stepBack }: BodyOf<'start'>,
  { against, lifts, mends }: Pick<IntendedStart, 'against' | 'lifts' | 'mends'>,
) {
  const lasting = `for ${exactDuration(forSeconds)}`;
  return [
    ...(against === undefined ? [] : [`let through ${lasting}, although ${against}`]),
    ...(mends
      ? [
          `the fix for ${mendsText(mends)}: ${lasting} its gates open although that fires, which must clear for each bake to pass; a release that waits for an answer gives way to it`,
        ]
      : []),
    ...(lifts ? ['lifts the quarantine that a test has caused'] : []),
    ...(stepBack ? [`let back ${lasting} in front of what is newer`] : []),
  ];
}

/** Said before it is started: it is no refusal, since what is newer may be taken back by then. */
function overtaken(
  { pipeline }: BodyOf<'start'>,
  { overtakenIn, build, label }: Pick<IntendedStart, 'overtakenIn' | 'build' | 'label'>,
) {
  if (overtakenIn.length === 0) return [];
  return [
    `something newer than ${label} was let into ${overtakenIn.join(', ')}: there it ends Superseded; to step back to it: tidegate start ${pipeline} ${wordOf(build)} --step-back --reason "…"`,
  ];
}

function wishOf({ body, by, at, door, behind }: Order<'start'>): StartWish {
  const { pipeline, build: wanted, admit, stepBack, retry, fixes, reason = '', forSeconds } = body;
  return {
    pipeline,
    wanted,
    admit,
    stepBack,
    retry,
    fixes,
    reason,
    permitSeconds: forSeconds,
    behind,
    by: by.arn,
    name: by.name,
    door,
    at,
  };
}
