// Alarms as the API shows them.

import { suppressedReason } from './alarm-event.ts';
import type { Alarm, CompositeAlarmDefinition, MetricAlarmDefinition } from './alarms.ts';
import { metricForm } from './metric-input.ts';
import type { Query } from './queries.ts';

export function alarmForm(alarm: Alarm) {
  const { definition, arn, state, configuredAt } = alarm;
  const { name, description, actionsEnabled, actions } = definition;
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: description,
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
    ActionsEnabled: actionsEnabled,
    OKActions: actions?.OK ?? [],
    AlarmActions: actions?.ALARM ?? [],
    InsufficientDataActions: actions?.INSUFFICIENT_DATA ?? [],
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.at),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt),
    ...(definition.kind === 'metric' ? metricPart(definition) : compositePart(definition, alarm)),
  };
}

function metricPart(definition: MetricAlarmDefinition) {
  const { metric, queries, statistic, periodSeconds } = definition;
  const extended = /^[a-zA-Z]+[\d(]/.test(statistic);
  return {
    ...(metric && { ...metricForm(metric), Period: periodSeconds }),
    ...(metric?.unit && { Unit: metric.unit }),
    ...(metric && (extended ? { ExtendedStatistic: statistic } : { Statistic: statistic })),
    ...(queries && { Metrics: queries.map(queryForm) }),
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.treatMissingData,
  };
}

function compositePart({ rule, suppressor }: CompositeAlarmDefinition, { suppression }: Alarm) {
  return {
    AlarmRule: rule.text,
    ...(suppressor && {
      ActionsSuppressor: suppressor.alarm,
      ActionsSuppressorWaitPeriod: suppressor.waitSeconds,
      ActionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
    }),
    ...(suppression && {
      ActionsSuppressedBy: suppression.by,
      ActionsSuppressedReason: suppressedReason(suppression),
    }),
  };
}

function queryForm({ id, label, expression, returnData, stat }: Query) {
  return {
    Id: id,
    Label: label,
    Expression: expression,
    ReturnData: returnData,
    ...(stat && {
      MetricStat: {
        Metric: metricForm(stat.metric),
        Period: stat.periodSeconds,
        Stat: stat.statistic,
      },
    }),
  };
}
