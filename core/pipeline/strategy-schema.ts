// How a target's traffic goes to a new revision, where Tidegate itself moves it.

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

const named = z.enum(['blue-green', 'canary', 'linear', 'all-at-once']);

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
      'How the alias’s traffic moves, without CodeDeploy: each step waits until nothing speaks against it. `canary` is 10% for ten minutes, `linear` 10% every three; `blue-green` moves all once the new version is up.',
    examples: ['canary', { linear: { percent: 20, every: '5m' } }],
  });

export type Strategy = z.output<typeof strategy>;
