// Objectives and budgets in AWS's form.

import { partitionOf } from '../../partition.ts';
import type { Place } from '../places.ts';
import type { Objective } from './objective.ts';

const WARNING_PERCENT = 50;
const DAY_SECONDS = 86_400;

export function arnOf({ name }: Pick<Objective, 'name'>, { account, region }: Place): string {
  return `arn:${partitionOf(region)}:application-signals:${region}:${account}:slo/${name}`;
}

export function summaryForm(objective: Objective, place: Place) {
  const { name, createdAt } = objective;
  const on = onService(objective);
  return {
    Arn: arnOf(objective, place),
    Name: name,
    ...on,
    CreatedTime: createdAt,
    EvaluationType: 'PeriodBased',
    MetricSourceType: on.KeyAttributes ? 'ServiceOperation' : 'CloudWatchMetric',
  };
}

/** Before it was created, and without data, a budget is not known. */
export function reportForm(objective: Objective, place: Place, at: Date) {
  const { name, goalPercent, days } = objective;
  const spent = at < objective.createdAt ? undefined : objective.spentAt(at.getTime());
  const total = Math.round(days * DAY_SECONDS * (1 - goalPercent / 100));
  return {
    Arn: arnOf(objective, place),
    Name: name,
    EvaluationType: 'PeriodBased',
    BudgetStatus: statusOf(spent),
    ...(spent !== undefined && {
      Attainment: Math.max(0, 100 - spent * (100 - goalPercent)),
      BudgetSecondsRemaining: Math.round(total * (1 - spent)),
    }),
    TotalBudgetSeconds: total,
    Sli: sliForm(objective),
    Goal: {
      Interval: { RollingInterval: { DurationUnit: 'DAY', Duration: days } },
      AttainmentGoal: goalPercent,
      WarningThreshold: WARNING_PERCENT,
    },
  };
}

function statusOf(spent: number | undefined): string {
  if (spent === undefined) return 'INSUFFICIENT_DATA';
  if (spent >= 1) return 'BREACHED';
  return 100 * (1 - spent) < WARNING_PERCENT ? 'WARNING' : 'OK';
}

function onService({ keyAttributes }: Objective) {
  const isOnService = Object.keys(keyAttributes).length > 0;
  return isOnService ? { KeyAttributes: keyAttributes, OperationName: 'ANY' } : {};
}

function sliForm(objective: Objective) {
  const { namespace, name, dimensions } = objective.metric;
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    SliMetric: {
      ...onService(objective),
      MetricType: 'AVAILABILITY',
      MetricDataQueries: [
        {
          Id: 'm1',
          MetricStat: {
            Metric: { Namespace: namespace, MetricName: name, Dimensions },
            Period: 60,
            Stat: 'Sum',
          },
          ReturnData: true,
        },
      ],
    },
    MetricThreshold: 1,
    ComparisonOperator: 'LessThan',
  };
}
