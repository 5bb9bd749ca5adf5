// Counted services without harm, of many kinds: what the promised budgets are held against.

import type { Case } from '../case.ts';
import { type Chance, caseOf, metricOf, poisson } from './making.ts';
import { gamma, wave } from './noises.ts';

/** A kind of service: how its requests come, and how they fail. */
export interface Kind {
  readonly name: string;
  /** Requests a point expects. */
  readonly requests: number;
  /** The part of them that fails. */
  readonly rate: number;
  /** Requests come in surges: gamma of this shape about their mean; Poisson where not given. */
  readonly surges?: number;
  /** Failures come in bursts, each revision its own: gamma of this shape about their mean. */
  readonly bursts?: number;
  /** The part of requests and of the rate by which a day moves them. */
  readonly day?: { readonly requests: number; readonly rate: number; readonly points: number };
  readonly past: number;
  readonly points: number;
  /** The part of the requests that the new revision has beside the old one; a tenth where not given. */
  readonly part?: number;
}

export type Beside = 'the old revision' | 'the past' | 'the past and history';

interface Stream {
  readonly requests: number[];
  readonly failures: number[];
}

interface Span {
  readonly from: number;
  readonly points: number;
  readonly part: number;
  readonly factor: number;
}

function streamOf(random: Chance, kind: Kind, { from, points, part, factor }: Span): Stream {
  const requests: number[] = [];
  const failures: number[] = [];
  for (let at = from; at < from + points; at++) {
    const day = kind.day ?? { requests: 0, rate: 0, points: 1 };
    const surge = kind.surges ? gamma(random, kind.surges) : 1;
    const all = poisson(random, part * kind.requests * surge * wave(at, day.points, day.requests));
    const burst = kind.bursts ? gamma(random, kind.bursts) : 1;
    const rate = Math.min(1, kind.rate * factor * burst * wave(at, day.points, day.rate));
    requests.push(all);
    failures.push(binomial(random, all, rate));
  }
  return { requests, failures };
}

/** Exact where it is cheap; else by the Poisson or the normal law, which it is near there. */
function binomial(random: Chance, all: number, rate: number): number {
  if (all <= 64) {
    let count = 0;
    for (let request = 0; request < all; request++) count += random() < rate ? 1 : 0;
    return count;
  }
  if (rate > 0.5) return all - binomial(random, all, 1 - rate);
  // Thinning: a Poisson of a little less spread stands in for it where failures are rare.
  return Math.min(all, poisson(random, all * rate));
}

/** A bake of this kind; the new revision fails `factor` times as often, from its first point on. */
export function countedBake(random: Chance, kind: Kind, beside: Beside, factor = 1): Case {
  const isBeside = beside === 'the old revision';
  const day = kind.day?.points ?? 0;
  const part = kind.part ?? 0.1;
  const from = day === 0 ? 0 : Math.floor(random() * day);
  const span = { from: from + kind.past, points: kind.points, factor: 1 };
  const past = { from, points: kind.past, part: 1, factor: 1 };
  const before = streamOf(random, kind, past);
  const canary = streamOf(random, kind, { ...span, part: isBeside ? part : 1, factor });
  const control = isBeside ? streamOf(random, kind, { ...span, part: 1 - part }) : null;
  const history =
    beside === 'the past and history'
      ? [day, 7 * day].map((lag) => ({
          lag: 60 * lag,
          before: streamOf(random, kind, past),
          after: streamOf(random, kind, { ...span, part: 1 }),
        }))
      : [];
  const metric = (name: 'requests' | 'failures') =>
    metricOf({
      name,
      kind: name === 'requests' ? 'traffic' : 'errors',
      unit: 'Count',
      bad: name === 'requests' ? 'none' : 'up',
      before: before[name],
      canary: canary[name],
      control: control?.[name] ?? null,
      history: history.map((it) => ({
        lag: it.lag,
        before: it.before[name],
        after: it.after[name],
      })),
    });
  return caseOf([metric('failures'), metric('requests')]);
}
