// Services made of chance: requests and failures by the minute, at known rates.

import type { Case } from '../case.ts';
import { type Chance, caseOf, metricOf, poisson } from './making.ts';

export interface Service {
  readonly rate: number;
  readonly canaryRate?: number;
  readonly requests: number;
  /** Requests of the old revision beside it, or none beside it. */
  readonly beside?: number;
  readonly pastPoints: number;
}

function stream(random: Chance, points: number, requests: number, rate: number) {
  const all = Array.from({ length: points }, () => poisson(random, requests));
  return { all, failed: all.map((it) => Math.min(it, poisson(random, it * rate))) };
}

/** A bake of sixty points of a service whose requests and failures are counted. */
export function bakeOf(
  random: Chance,
  { rate, canaryRate = rate, requests, beside, pastPoints }: Service,
): Case {
  const before = stream(random, pastPoints, beside ?? requests, rate);
  const canary = stream(random, 60, requests, canaryRate);
  const control = beside ? stream(random, 60, beside, rate) : null;
  return caseOf([
    metricOf({
      name: 'errors',
      kind: 'errors',
      unit: 'Count',
      before: before.failed,
      canary: canary.failed,
      control: control?.failed ?? null,
    }),
    metricOf({
      name: 'requests',
      kind: 'traffic',
      unit: 'Count',
      bad: 'none',
      before: before.all,
      canary: canary.all,
      control: control?.all ?? null,
    }),
  ]);
}
