// Why an alarm changed its state, in CloudWatch's own words.

import type { MetricAlarmDefinition, Point } from './alarms.ts';
import type { Comparison, StateValue } from './evaluation.ts';

export interface Reason {
  readonly reason: string;
  readonly reasonData: string;
}

const WORDS: Readonly<Record<Comparison, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/**
 * The texts of a metric alarm's change.
 *
 *     Threshold Crossed: 1 out of the last 1 datapoints [7.0 (20/11/26 14:17:00)] was greater than the
 * threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).
 */
export function reasonFor(
  definition: MetricAlarmDefinition,
  from: StateValue,
  to: StateValue,
  points: readonly Point[],
  breaching: readonly Point[],
  now: number,
): Reason {
  const reasonData = JSON.stringify(dataOf(definition, points, now));
  if (to === 'INSUFFICIENT_DATA' || points.length === 0)
    return { reason: missingText(definition, to), reasonData };

  const named = to === 'ALARM' ? breaching : points.slice(-1);
  const minimum =
    to === 'ALARM'
      ? definition.datapointsToAlarm
      : Math.max(1, definition.evaluationPeriods - definition.datapointsToAlarm + 1);
  const shown = [...named].reverse().map(({ value, at }) => `${decimal(value)} (${shortTime(at)})`);
  const verb = `${named.length === 1 ? 'was' : 'were'}${to === 'ALARM' ? '' : ' not'}`;
  const total = Math.max(named.length, to === 'ALARM' ? definition.evaluationPeriods : 1);
  const reason =
    `Threshold Crossed: ${named.length} out of the last ${total} datapoints [${shown.join(', ')}] ${verb} ` +
    `${WORDS[definition.comparison]} the threshold (${decimal(definition.threshold)}) ` +
    `(minimum ${minimum} datapoint${minimum === 1 ? '' : 's'} for ${from} -> ${to} transition).`;
  return { reason, reasonData };
}

function missingText(
  { evaluationPeriods: count, treatMissingData }: MetricAlarmDefinition,
  to: StateValue,
): string {
  const unknown = `${count} datapoint${count === 1 ? ' was' : 's were'} unknown`;
  if (to === 'INSUFFICIENT_DATA') return `Insufficient Data: ${unknown}.`;
  const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return `Threshold Crossed: no datapoints were received for ${count} period${count === 1 ? '' : 's'} and ${count} missing datapoint${count === 1 ? ' was' : 's were'} treated as [${treated}].`;
}

function dataOf(definition: MetricAlarmDefinition, points: readonly Point[], now: number) {
  const [first] = points;
  return {
    version: '1.0',
    queryDate: stamp(now),
    ...(first && { startDate: stamp(first.at) }),
    ...(!definition.queries && { statistic: definition.statistic }),
    period: definition.periodSeconds,
    recentDatapoints: points.map(({ value }) => value),
    threshold: definition.threshold,
    evaluatedDatapoints: [...points]
      .reverse()
      .map(({ at, sampleCount, value }) => ({ timestamp: stamp(at), sampleCount, value })),
  };
}

/** `2026-11-20T14:18:31.398+0000` */
export function stamp(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '+0000');
}

/** `20/11/26 14:17:00` */
function shortTime(millis: number): string {
  const [date, time] = new Date(millis).toISOString().split('T') as [string, string];
  const [year, month, day] = date.split('-') as [string, string, string];
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `Friday 20 November, 2026 14:18:31 UTC` */
export function longTime(millis: number): string {
  const date = new Date(millis);
  const day = `${DAYS[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2, '0')} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()}`;
  return `${day} ${date.toISOString().slice(11, 19)} UTC`;
}
