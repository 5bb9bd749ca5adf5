// Alarms of a person's own alias: those that watch the team's function, made to watch the alias, or a plain one.

import { createHash } from 'node:crypto';
import { Failure } from '../failure.ts';
import { harmless } from '../harmless.ts';
import type { PersonalNames } from './names.ts';

/** An alarm as CloudWatch describes it, by CloudWatch's own words. */
export type AlarmWords = Readonly<Record<string, unknown>>;

export type CopiedAlarm = { readonly put: AlarmWords } | { readonly why: string };

/** All of a person's alarms of a pipeline begin so; no pipeline's name has a slash. */
export function alarmPrefixOf({ pipeline }: Pick<PersonalNames, 'pipeline'>): string {
  return `${pipeline}/`;
}

/** What is copied as it is: actions are not, so that nobody is paged. */
const KEPT = [
  'Namespace',
  'MetricName',
  'Statistic',
  'ExtendedStatistic',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'EvaluateLowSampleCountPercentile',
] as const;

const MOST_NAME = 255;
const MARK_DIGITS = 8;

/** Two functions may be watched by one alarm of the team: each has its own. */
function alarmNameOf(names: PersonalNames, functionName: string, alarm: string): string {
  const whole = `${alarmPrefixOf(names)}${functionName}/${alarm}`;
  if (whole.length <= MOST_NAME) return whole;
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, MARK_DIGITS);
  return `${whole.slice(0, MOST_NAME - MARK_DIGITS - 1).trimEnd()}-${mark}`;
}

/**
 * The alarm for the person's alias: the same metric, statistic and threshold, of the alias alone. Minutes without a
 * request count as good, for it gets few. `why` says what keeps it from being made.
 */
export function alarmFor(
  alarm: AlarmWords,
  { functionName, names }: { readonly functionName: string; readonly names: PersonalNames },
): CopiedAlarm {
  const own = { functionName, resource: `${functionName}:${names.stage}` };
  const base = {
    AlarmName: alarmNameOf(names, functionName, String(alarm.AlarmName)),
    AlarmDescription: descriptionOf(names),
    ActionsEnabled: false,
    TreatMissingData: 'notBreaching',
    ...Object.fromEntries(KEPT.flatMap((key) => (alarm[key] == null ? [] : [[key, alarm[key]]]))),
  };
  if (alarm.ThresholdMetricId != null)
    return { why: 'its band is learned from what the team’s function did' };
  if (!Array.isArray(alarm.Metrics) || alarm.Metrics.length === 0) {
    const dimensions = ofAlias(alarm, own);
    return dimensions === undefined
      ? { why: whyNot(alarm, functionName) }
      : { put: { ...base, Dimensions: dimensions } };
  }
  const queries = (alarm.Metrics as readonly AlarmWords[]).map((query) => queryFor(query, own));
  const odd = queries.find((query) => 'why' in query);
  if (odd && 'why' in odd) return { why: odd.why };
  return { put: { ...base, Metrics: queries.map((query) => ('put' in query ? query.put : {})) } };
}

interface Own {
  readonly functionName: string;
  readonly resource: string;
}

function queryFor(query: AlarmWords, own: Own): CopiedAlarm {
  const stat = query.MetricStat as AlarmWords | undefined;
  if (stat == null) {
    const isSearch = /\b(SEARCH|ANOMALY_DETECTION_BAND|SELECT)\b/i.test(String(query.Expression));
    return isSearch
      ? { why: `it looks for metrics by ${harmless(String(query.Expression))}` }
      : { put: query };
  }
  const metric = stat.Metric as AlarmWords;
  const dimensions = ofAlias(metric, own);
  if (dimensions === undefined) return { why: whyNot(metric, own.functionName) };
  return {
    put: { ...query, MetricStat: { ...stat, Metric: { ...metric, Dimensions: dimensions } } },
  };
}

/** Lambda tells its metrics by alias; nothing else does. */
function ofAlias(metric: AlarmWords, { functionName, resource }: Own) {
  const dimensions = (metric.Dimensions ?? []) as readonly { Name?: string; Value?: string }[];
  const isOfIt = dimensions.some(
    ({ Name, Value }) => Name === 'FunctionName' && Value === functionName,
  );
  if (metric.Namespace !== 'AWS/Lambda' || !isOfIt) return undefined;
  return [
    { Name: 'FunctionName', Value: functionName },
    { Name: 'Resource', Value: resource },
  ];
}

function whyNot({ Namespace, MetricName }: AlarmWords, functionName: string): string {
  return `it watches ${harmless(`${String(Namespace)} ${String(MetricName)}`)}, which does not tell an alias of ${functionName} from others`;
}

/** For where none of the team's can be had: of one's own calls, one that fails is one too many. */
export function errorsAlarmFor(functionName: string, names: PersonalNames): AlarmWords {
  return {
    AlarmName: alarmNameOf(names, functionName, 'errors'),
    AlarmDescription: descriptionOf(names),
    ActionsEnabled: false,
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [
      { Name: 'FunctionName', Value: functionName },
      { Name: 'Resource', Value: `${functionName}:${names.stage}` },
    ],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
}

/** By which an alarm or an alias is known as made here for that person: what bears another is left as it is. */
export function descriptionOf({ pipeline }: Pick<PersonalNames, 'pipeline'>): string {
  return `tidegate dev: ${pipeline}`;
}

/** Those of them that were made here for that person. */
export function ownAmong(
  alarms: readonly AlarmWords[],
  names: Pick<PersonalNames, 'pipeline'>,
): string[] {
  return alarms
    .filter(({ AlarmDescription }) => AlarmDescription === descriptionOf(names))
    .map(({ AlarmName }) => String(AlarmName));
}

/** Throws `Refused` where one of the person's names is another alarm's: to put one there would take its place. */
export function refuseOthersAlarms(
  there: readonly string[],
  own: readonly string[],
  names: Pick<PersonalNames, 'pipeline'>,
): void {
  const others = there.filter((name) => !own.includes(name));
  if (others.length === 0) return;
  throw new Failure(
    'Refused',
    `expected ${others.map((name) => `alarm ${name}`).join(', ')} to be what tidegate dev has made here ` +
      `(${descriptionOf(names)}), got what somebody else has made: choose another name (--as NAME), or delete it`,
  );
}
