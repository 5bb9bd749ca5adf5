// Alarms as the API shows them.

import type { Alarm, CompositeAlarmDefinition, MetricAlarmDefinition } from './alarms.ts';
import { metricForm } from './metric-input.ts';
import type { Query } from './queries.ts';

export function alarmForm(alarm: Alarm) {
  const { definition, arn, state, configuredAt } = alarm;
  const { name, description, actionsEnabled } = definition;
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: description,
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
    ActionsEnabled: actionsEnabled,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.at),
    StateTransitionedTimestamp: new Date(state.at),
    ...(definition.kind === 'metric' ? metricPart(definition) : compositePart(definition)),
  };
}

function metricPart(definition: MetricAlarmDefinition) {
  const { metric, queries, statistic, periodSeconds } = definition;
  const extended = /^[a-zA-Z]+[\d(]/.test(statistic);
  return {
    ...(metric && { ...metricForm(metric), Period: periodSeconds }),
    ...(metric && (extended ? { ExtendedStatistic: statistic } : { Statistic: statistic })),
    ...(queries && { Metrics: queries.map(queryForm) }),
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    ...(typeof definition.threshold === 'number'
      ? { Threshold: definition.threshold }
      : { ThresholdMetricId: definition.threshold.queryId }),
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.treatMissingData,
  };
}

function compositePart({ rule }: CompositeAlarmDefinition) {
  return { AlarmRule: rule.text };
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
