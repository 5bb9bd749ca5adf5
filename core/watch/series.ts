// What is made of the series that CloudWatch gives.

import type { Series } from '@tidegate/judge/case';
import { Failure } from '../failure.ts';
import type { Measure } from './measures.ts';

/**
 * The values of each measure from the series of its queries.
 *
 * Where CloudWatch writes no zero, no value is zero at each point at which the node's requests were counted, and
 * unknown elsewhere.
 */
export function valuesOf(
  asked: ReadonlyMap<Measure, readonly Series[]>,
  stepSeconds: number,
): Map<Measure, Series> {
  const values = [...asked].map(([measure, series]) => {
    return { measure, own: readSeries(measure, series, stepSeconds) };
  });
  return new Map(
    values.map(({ measure, own }) => {
      const counted = values.find(
        ({ measure: { node, kind } }) => node === measure.node && kind === 'traffic',
      )?.own;
      if (!measure.reading.absentIsZero || !counted) return [measure, own];
      return [measure, own.map((value, at) => value ?? (isKnown(counted[at]) ? 0 : null))];
    }),
  );
}

/** What was read of a measure. Throws where it was not asked for: what is not known would pass unseen. */
export function seriesOf(values: ReadonlyMap<Measure, Series>, measure: Measure): Series {
  const series = values.get(measure);
  if (series) return series;
  throw new Failure(
    'ServiceFailed',
    `expected the values of ${measure.name} of ${measure.node} to have been read, got none: look again`,
  );
}

/**
 * One series from those of a measure's queries.
 *
 *     parts 1, null  and  null, 2     →  1, 2
 *     3 of 4, in per cent             →  75
 *     3 per cent, of 400              →  12
 *     a rise: 2, 2, 5, 1              →  null, 0, 3, 0
 *     each point stands for three:  7, null, null, null  →  7, 7, 7, null
 *     at least 60:  0, 75             →  60, 75
 */
export function readSeries(
  { reading }: Pick<Measure, 'reading'>,
  series: readonly Series[],
  stepSeconds: number,
): Series {
  const isOfLast = reading.isPercentOfLast || reading.isRateOfLast;
  let values = sumOf(isOfLast ? series.slice(0, -1) : series);
  const whole = isOfLast ? series.at(-1) : undefined;
  if (whole) values = reading.isRateOfLast ? partOf(values, whole) : percentOf(values, whole);
  if (reading.complement) values = values.map((it) => (it === null ? null : 100 * (1 - it)));
  if (reading.increase) values = values.map((it, at) => rise(values[at - 1] ?? null, it));
  const { least, standsForMinutes } = reading;
  if (least !== undefined) values = values.map((it) => (it === null ? null : Math.max(least, it)));
  if (standsForMinutes) values = held(values, Math.ceil((standsForMinutes * 60) / stepSeconds));
  return values;
}

function sumOf(parts: readonly Series[]): Series {
  const [first = [], ...others] = parts;
  return first.map((value, at) =>
    others.reduce<number | null>((sum, other) => plus(sum, other[at] ?? null), value),
  );
}

function plus(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}

function percentOf(values: Series, whole: Series): Series {
  return values.map((value, at) =>
    value === null || !whole[at] ? null : (100 * value) / whole[at],
  );
}

function partOf(rates: Series, whole: Series): Series {
  return rates.map((rate, at) => {
    const all = whole[at] ?? null;
    return rate === null || all === null ? null : Math.round((rate * all) / 100);
  });
}

function rise(before: number | null, now: number | null): number | null {
  return before === null || now === null ? null : Math.max(0, now - before);
}

function held(values: Series, points: number): Series {
  return values.map((value, at) => {
    if (value !== null) return value;
    const recent = values.slice(Math.max(0, at - points + 1), at);
    return recent.findLast((it) => it !== null) ?? null;
  });
}

function isKnown(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}
