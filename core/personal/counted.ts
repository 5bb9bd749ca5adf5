// In which of the team's alarms calls of a person's own alias count: an alarm of a whole function counts every alias.

import { harmless } from '../harmless.ts';
import type { AlarmWords } from './alarms.ts';

interface Called {
  readonly functionName: string;
  /** The person's alias. */
  readonly alias: string;
}

/** What is told of an alarm in which they count, or may count; undefined where they do not. */
export function countedIn(alarm: AlarmWords, called: Called): string | undefined {
  const name = String(alarm.AlarmName);
  const all = metricsOf(alarm).map((metric) => ofMetric(metric, called.functionName));
  if (all.some((each) => each === true))
    return `alarm ${name} watches all of ${called.functionName}: calls of ${called.functionName}:${called.alias} count in it`;
  const why = all.find((each) => typeof each === 'string');
  return typeof why === 'string' ? mayCount(name, called, why) : undefined;
}

export function mayCount(alarm: string, { functionName, alias }: Called, why: string): string {
  return `alarm ${alarm} may count calls of ${functionName}:${alias}: ${why}`;
}

function metricsOf({ Metrics, ...alarm }: AlarmWords): readonly AlarmWords[] {
  if (!Array.isArray(Metrics) || Metrics.length === 0) return [alarm];
  return (Metrics as readonly AlarmWords[]).map((query) => {
    const { Metric } = (query.MetricStat ?? {}) as AlarmWords;
    return (Metric ?? query) as AlarmWords;
  });
}

/** Whether they count; why they may, where only the team can know. */
function ofMetric(metric: AlarmWords, functionName: string): boolean | string {
  const { Namespace, MetricName, Expression } = metric;
  if (Expression != null)
    return (
      /\b(SEARCH|SELECT)\b/i.test(String(Expression)) &&
      `it looks for metrics by ${harmless(String(Expression))}`
    );
  if (Namespace !== 'AWS/Lambda')
    return (
      !String(Namespace).startsWith('AWS/') &&
      `it watches ${harmless(`${String(Namespace)} ${String(MetricName)}`)}, which ${functionName} may count itself`
    );
  const dimensions = (metric.Dimensions ?? []) as readonly { Name?: string; Value?: string }[];
  if (dimensions.some(({ Name }) => Name === 'Resource')) return false;
  // Without any dimension it counts all functions there.
  if (dimensions.length === 0) return true;
  return dimensions.some(({ Name, Value }) => Name === 'FunctionName' && Value === functionName);
}
