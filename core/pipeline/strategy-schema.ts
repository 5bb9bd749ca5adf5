// How a target's traffic goes to a new revision, where Tidegate or ECS moves it.

import * as z from 'zod';
import { secondsIn } from '../duration.ts';
import { duration } from '../duration-schema.ts';

const percent = z.number().min(1).max(99);

/** Alarms have periods of a minute: in less, nothing could be seen of a step. */
const LEAST_SECONDS = 60;
const MOST_SECONDS = 86_400;

const hold = duration.refine(
  (text) => secondsIn(text) >= LEAST_SECONDS && secondsIn(text) <= MOST_SECONDS,
  'expected at least 1m, for an alarm sees no less, and at most 24h',
);

const named = z.enum(['blue-green', 'canary', 'linear', 'rolling', 'all-at-once']);

const canary = z
  .strictObject({
    percent: percent.meta({ description: 'How much of the traffic goes first.' }),
    after: hold.meta({ description: 'When the rest follows at the earliest.' }),
  })
  .meta({ description: 'A part of the traffic first, then the rest.' });

const linear = z
  .strictObject({
    percent: percent.meta({ description: 'How much of the traffic goes with each step.' }),
    every: hold.meta({ description: 'When the next step follows at the earliest.' }),
  })
  .meta({ description: 'Equal parts of the traffic, one after the other.' });

export const strategy = z
  .union([named, z.strictObject({ canary }), z.strictObject({ linear })])
  .meta({
    description:
      'How the traffic of an alias or of an ECS service moves, without CodeDeploy: each step waits until nothing speaks against it. `canary` is 10% for ten minutes, `linear` 10% every three; `blue-green` moves all once the new version is up. `rolling` replaces the tasks of a service, a few at a time.',
    examples: ['canary', { linear: { percent: 20, every: '5m' } }],
  });

type Written = z.output<typeof strategy>;

/** Of an alias: it has nothing that could be replaced one by one. */
export type Strategy = Exclude<Written, 'rolling'>;

/** Of a service of ECS: all of its traffic at once is blue-green there. */
export type ServiceStrategy = Exclude<Written, 'all-at-once'>;
