// `CloudWatch Alarm State Change`, exactly as CloudWatch writes it.

import type { NewEvent } from '../events/event.ts';
import type {
  Alarm,
  AlarmState,
  CompositeAlarmDefinition,
  MetricAlarmDefinition,
  Suppression,
} from './alarms.ts';
import type { Metric } from './metrics.ts';
import type { Query } from './queries.ts';
import { stamp } from './reasons.ts';

export function alarmEvent(
  { definition, arn, state, suppression }: Alarm,
  previous: AlarmState,
): NewEvent {
  return {
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: definition.account,
    region: definition.region,
    resources: [arn],
    detail: {
      alarmName: definition.name,
      configuration: {
        ...(definition.description && { description: definition.description }),
        ...(definition.kind === 'metric'
          ? { metrics: metricsOf(definition) }
          : { alarmRule: definition.rule.text, ...suppressorForm(definition) }),
      },
      previousState: stateForm(previous),
      state: { ...stateForm(state), ...suppressionForm(suppression) },
    },
  };
}

function suppressorForm({ suppressor }: CompositeAlarmDefinition) {
  if (!suppressor) return {};
  return {
    actionsSuppressor: suppressor.alarm,
    actionsSuppressorWaitPeriod: suppressor.waitSeconds,
    actionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
  };
}

function suppressionForm(suppression: Suppression | undefined) {
  if (!suppression) return {};
  return {
    actionsSuppressedBy: suppression.by,
    actionsSuppressedReason: suppressedReason(suppression),
  };
}

/** Why actions wait, as CloudWatch says it. */
export function suppressedReason({ by }: Suppression): string {
  return by === 'Alarm'
    ? 'Actions suppressed by the suppressor alarm, which is in ALARM'
    : `Actions suppressed by ${by}`;
}

function stateForm({ reason, reasonData, at, value }: AlarmState) {
  return { reason, ...(reasonData && { reasonData }), timestamp: stamp(at), value };
}

/** A single metric gets an id of CloudWatch's own making. */
function metricsOf({ metric, statistic, periodSeconds, queries, name }: MetricAlarmDefinition) {
  if (queries) return queries.map(queryForm);
  if (!metric) return [];
  return [
    {
      id: `${idOf(name)}`,
      metricStat: { metric: metricForm(metric), period: periodSeconds, stat: statistic },
      returnData: true,
    },
  ];
}

function queryForm(query: Query) {
  const { id, expression, label, returnData, stat } = query;
  return {
    ...(expression && { expression }),
    id,
    ...(label && { label }),
    ...(stat && {
      metricStat: {
        metric: metricForm(stat.metric),
        period: stat.periodSeconds,
        stat: stat.statistic,
      },
    }),
    returnData,
  };
}

function metricForm({ namespace, name, dimensions = {} }: Metric) {
  return { namespace, name, dimensions };
}

function idOf(name: string): string {
  return `m_${name.replace(/\W/g, '_')}`;
}
