// Gauges without harm, of many kinds, and bakes of them.

import type { Case, Metric } from '@tidegate/judge/case';
import {
  type Chance,
  caseOf,
  chance,
  metricOf,
  normal,
  poisson,
} from '../../../packages/judge/test/making.ts';
import {
  autoregressive,
  daily,
  drifting,
  gamma,
  heavy,
  independent,
  logNormal,
  type Noise,
  pareto,
  stepping,
} from '../../../packages/judge/test/noises.ts';

export interface GaugeKind {
  readonly name: string;
  readonly noise: Noise;
  readonly words?: Partial<Metric>;
  readonly hasDays?: boolean;
  readonly tellsPower?: boolean;
}

export type Shape = 'one metric' | 'ten' | 'one, beside' | 'one, with history';

const errors = { kind: 'errors', unit: 'Count' } as const;

export const gauges: readonly GaugeKind[] = [
  { name: 'normal, 10%', noise: independent((it) => 100 + 10 * normal(it)), tellsPower: true },
  { name: "Student's t, 3 degrees", noise: independent(heavy), tellsPower: true },
  { name: 'log-normal, 0.5', noise: independent((it) => logNormal(it, 0.5)), tellsPower: true },
  { name: 'Pareto, 1.5', noise: independent((it) => pareto(it, 1.5)) },
  { name: 'ten times, one in ten', noise: independent((it) => (it() < 0.1 ? 1000 : 100)) },
  { name: 'autocorrelated, 0.5', noise: autoregressive(0.5), tellsPower: true },
  { name: 'autocorrelated, 0.9', noise: autoregressive(0.9), tellsPower: true },
  { name: 'autocorrelated, 0.95', noise: autoregressive(0.95) },
  { name: 'drifting, 12% in the hour', noise: drifting(0.2) },
  { name: 'drifting, 60% in the hour', noise: drifting(1) },
  { name: 'steps of up to 40%, one in 100', noise: stepping(0.01) },
  { name: "a day's wave, half up and down", noise: daily(1440), hasDays: true },
  { name: 'the same wave in five hours', noise: daily(288), hasDays: true },
  {
    name: 'errors of unknown requests, 3',
    noise: independent((it) => poisson(it, 3)),
    words: errors,
  },
  {
    name: 'the same in bursts',
    noise: independent((it) => poisson(it, 3 * gamma(it, 1))),
    words: errors,
  },
  {
    name: 'requests in surges',
    noise: independent((it) => poisson(it, 100 * gamma(it, 1))),
    words: { kind: 'traffic', unit: 'Count', bad: 'both' },
  },
  {
    name: 'availability of 30 requests',
    noise: independent((it) => 100 - (100 * poisson(it, 0.3)) / 30),
    words: { kind: 'availability', unit: '%', bad: 'down' },
  },
];

const before = 60;
const all = 120;

/** A bake of an hour after an hour, its values `factor` times what they would be from its first point on. */
export function gaugeBake(random: Chance, kind: GaugeKind, shape: Shape, factor = 1): Case {
  const metrics = Array.from({ length: shape === 'ten' ? 10 : 1 }, (_, at) => {
    const seed = Math.floor(random() * 2 ** 32);
    // Other days are at the same phase of theirs, and their noise is their own.
    const courses = shape === 'one, with history' ? [0, 1, 2] : [0];
    const [today = [], ...others] = courses.map((day) => kind.noise(dayOf(seed, day), all));
    const control = shape === 'one, beside' ? kind.noise(random, all).slice(before) : null;
    return metricOf({
      name: `m${at}`,
      node: `n${at}`,
      ...kind.words,
      before: today.slice(0, before),
      control,
      canary: today.slice(before).map((it) => it * factor),
      history: others.map((it, day) => ({
        lag: 86_400 * (1 + 6 * day),
        before: it.slice(0, before),
        after: it.slice(before),
      })),
    });
  });
  return caseOf(metrics);
}

/** The first number is the same on each day, since a daily noise takes its phase from it; the others are not. */
function dayOf(seed: number, day: number): Chance {
  const phase = chance(seed)();
  const rest = chance(seed + 7919 * (day + 1));
  let isFirst = true;
  return () => {
    if (!isFirst) return rest();
    isFirst = false;
    return phase;
  };
}
