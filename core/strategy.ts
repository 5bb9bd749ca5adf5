// The steps in which the traffic of an alias or of a service moves.

import { secondsIn } from './duration.ts';
import type { Pace } from './pace.ts';
import type { ServiceStrategy, Strategy } from './pipeline/strategy-schema.ts';

export interface Step {
  /** How much of the traffic has the new revision from then on, in (0, 1]. */
  readonly share: number;
  /** How long it stays so at least; 0 for the last. */
  readonly holdSeconds: number;
}

const CANARY = { percent: 10, after: '10m' };
const LINEAR = { percent: 10, every: '3m' };

/**
 * The steps of a strategy, to all of the traffic.
 *
 *     blue-green, all-at-once                    →  100%
 *     canary: { percent: 10, after: 10m }        →  10% for 600 s, 100%
 *     linear: { percent: 40, every: 5m }         →  40% for 300 s, 80% for 300 s, 100%
 */
export function stepsOf(strategy: Strategy): readonly Step[] {
  if (strategy === 'blue-green' || strategy === 'all-at-once') return [LAST];
  const how = writtenOut(strategy);
  if ('canary' in how) {
    const { percent, after } = how.canary;
    return [{ share: percent / 100, holdSeconds: secondsIn(after) }, LAST];
  }
  const { percent, every } = how.linear;
  const count = Math.ceil(100 / percent) - 1;
  const parts = Array.from({ length: count }, (_, index) => ({
    share: (percent * (index + 1)) / 100,
    holdSeconds: secondsIn(every),
  }));
  return [...parts, LAST];
}

type Stepped = Extract<Strategy, object>;

/** With its numbers, where it is only named. */
export function writtenOut(strategy: 'canary' | 'linear' | Stepped): Stepped {
  if (strategy === 'canary') return { canary: CANARY };
  return strategy === 'linear' ? { linear: LINEAR } : strategy;
}

const LAST: Step = { share: 1, holdSeconds: 0 };

/** The step that has that share, or undefined where none has. */
export function stepWith(strategy: Strategy, share: number): Step | undefined {
  return stepsOf(strategy).find((step) => step.share === share);
}

/** The step after that share of the traffic; the first after none. */
export function stepAfter(strategy: Strategy, share: number): Step | undefined {
  return stepsOf(strategy).find((step) => step.share > share);
}

/** From its first change of traffic to its last, where nothing holds it. */
export function paceOf(strategy: Strategy): Pace {
  const seconds = stepsOf(strategy).reduce((sum, { holdSeconds }) => sum + holdSeconds, 0);
  const configuration = typeof strategy === 'string' ? strategy : Object.keys(strategy).join();
  return { configuration, seconds };
}

/** How many times as long as it has to be a step may be held, before it counts as one that cannot be taken. */
const MOST_HOLDS = 4;

/** When a step is given up that nothing lets go on. */
export function patienceSecondsOf({ holdSeconds }: Step): number {
  return MOST_HOLDS * holdSeconds;
}

/**
 * How often ShiftTraffic looks at a shift that nothing holds: once as its first step is taken, once for each other.
 *
 *     blue-green                           →  0: there is nothing to wait for
 *     canary                               →  2
 *     linear: { percent: 40, every: 5m }   →  3
 */
export function looksAtShiftOf(strategy: Strategy): number {
  const { length } = stepsOf(strategy);
  return length > 1 ? length : 0;
}

/** How often at most the traffic of a target is looked at: each step may be held for its longest. */
export function mostHoldsOf(strategy: Strategy): number {
  return MOST_HOLDS * (stepsOf(strategy).length - 1);
}

/** Of a service of ECS; how long its tasks take to be replaced, nobody knows before. */
export function servicePaceOf(strategy: ServiceStrategy): Pace {
  return strategy === 'rolling' ? { configuration: strategy, seconds: 0 } : paceOf(strategy);
}
