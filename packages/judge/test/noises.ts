// Noise of many kinds, made of chance: what a metric does while nothing is wrong.

import { type Chance, normal } from './making.ts';

// Taken once, as in making.ts.
const { abs, cos, exp, log, max, PI, sin, sqrt } = Math;

/** A course of so many values, the past and the bake in one, from a random point of its day on. */
export type Noise = (random: Chance, points: number) => number[];

/** Values that know nothing of one another. */
export function independent(draw: (random: Chance) => number): Noise {
  return (random, points) => Array.from({ length: points }, () => draw(random));
}

/** An autoregression about 100, of deviation 10 whatever its memory. */
export function autoregressive(memory: number): Noise {
  return (random, points) => {
    const innovation = 10 * sqrt(1 - memory * memory);
    let at = 10 * normal(random);
    return Array.from({ length: points }, () => {
      at = memory * at + innovation * normal(random);
      return 100 + at;
    });
  };
}

/** A level that climbs by so much a point, in noise of deviation 10 about it. */
export function drifting(perPoint: number): Noise {
  return (random, points) =>
    Array.from({ length: points }, (_, at) => 100 + at * perPoint + 10 * normal(random));
}

/** A level that jumps to another now and then, as after a cache's restart; `chancePerPoint` of it. */
export function stepping(chancePerPoint: number): Noise {
  return (random, points) => {
    let level = 100;
    return Array.from({ length: points }, () => {
      if (random() < chancePerPoint) level = 60 + 80 * random();
      return level + 5 * normal(random);
    });
  };
}

/** A day's wave of so many points, from half to one and a half times 100. */
export function daily(pointsPerDay: number): Noise {
  return (random, points) => {
    const phase = random() * 2 * PI;
    return Array.from(
      { length: points },
      (_, at) => 100 + 50 * sin(phase + (2 * PI * at) / pointsPerDay) + 5 * normal(random),
    );
  };
}

/** Gamma of this shape and mean 1 (Marsaglia and Tsang 2000). */
export function gamma(random: Chance, shape: number): number {
  if (shape < 1) return (gamma(random, shape + 1) * (shape + 1) * random() ** (1 / shape)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && log(random() + 1e-300) < 0.5 * x * x + d - d * v + d * log(v))
      return (d * v) / shape;
  }
}

/** Student's t with 3 degrees of freedom, about 100. */
export function heavy(random: Chance): number {
  const square = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return max(0, 100 + (10 * normal(random)) / sqrt(max(square, 1e-9) / 3));
}

/** A wave of a day in a rate, `part` of it up and down. */
export function wave(at: number, pointsPerDay: number, part: number): number {
  return 1 + part * cos((2 * PI * at) / pointsPerDay);
}

export function logNormal(random: Chance, sigma: number): number {
  return 100 * exp(sigma * normal(random));
}

/** Pareto's law with this index from 10 on; below 2 it has no variance. */
export function pareto(random: Chance, index: number): number {
  return 10 * (abs(random()) + 1e-9) ** (-1 / index);
}
