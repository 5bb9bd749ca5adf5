// The label of a time series: its name, and what its template says of it (`${MAX}`, `${PROP('Dim.Target')}`).

import { own } from '../../own.ts';
import { AwsError } from '../../service.ts';
import type { Line } from './expression-values.ts';
import type { Query } from './queries.ts';

const MINUTE = 60_000;

/** Milliseconds that a zone such as `+0130` is ahead of UTC. */
export function offsetOf(timezone = '+0000'): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(timezone) ?? [];
  if (!sign)
    throw new AwsError('ValidationError', `The parameter Timezone is not valid: ${timezone}.`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/** A label without a template is shown as it is; what a template asks and is not known stays as written. */
export function labelOf(query: Query, line: Line, offset: number): string {
  const name = query.stat?.metric.name ?? query.id;
  if (query.label === undefined) return name;
  return query.label.replace(
    /\$\{([A-Z_]+)(?:\('([^']*)'\))?\}/g,
    (whole, word: string, of: string | undefined) => {
      const value = of === undefined ? wordOf(word, line, name, offset) : propertyOf(of, query);
      return value ?? whole;
    },
  );
}

type Point = readonly [at: number, value: number];

function wordOf(word: string, line: Line, name: string, offset: number): string | undefined {
  if (word === 'LABEL') return name;
  const points = [...line].sort(([a], [b]) => a - b);
  if (word === 'DATAPOINT_COUNT') return String(points.length);
  const sum = points.reduce((total, [, value]) => total + value, 0);
  if (word === 'SUM') return shown(sum);
  if (word === 'AVG') return shown(points.length === 0 ? undefined : sum / points.length);
  const [, which = '', time] = /^(MIN|MAX|FIRST|LAST)(_TIME)?$/.exec(word) ?? [];
  const pick = own(PICKS, which);
  if (!pick) return undefined;
  const point = pick(points);
  if (!time) return shown(point?.[1]);
  return point ? new Date(point[0] + offset).toISOString().slice(0, 19).replace('T', ' ') : '--';
}

const PICKS: Readonly<Record<string, (points: readonly Point[]) => Point | undefined>> = {
  FIRST: (points) => points[0],
  LAST: (points) => points.at(-1),
  MIN: (points) => [...points].sort(([, a], [, b]) => a - b)[0],
  MAX: (points) => [...points].sort(([, a], [, b]) => b - a)[0],
};

function shown(value: number | undefined): string {
  return value === undefined ? '--' : String(Number(value.toPrecision(6)));
}

function propertyOf(name: string, { stat }: Query): string | undefined {
  if (!stat) return undefined;
  const dimension = /^Dim\.(.+)$/.exec(name)?.[1];
  if (dimension !== undefined) return own(stat.metric.dimensions, dimension);
  const properties: Readonly<Record<string, string>> = {
    MetricName: stat.metric.name,
    Namespace: stat.metric.namespace,
    Period: String(stat.periodSeconds),
    Stat: stat.statistic,
  };
  return own(properties, name);
}
