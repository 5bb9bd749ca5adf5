// Application Signals: the service level objectives of an account, and what is left of their error budgets.

import {
  ApplicationSignalsClient,
  BatchGetServiceLevelObjectiveBudgetReportCommand,
  type Goal,
  ListServiceLevelObjectivesCommand,
  type MetricDataQuery,
  type ServiceLevelObjectiveBudgetReport as Report,
  type ServiceLevelObjectiveSummary,
} from '@aws-sdk/client-application-signals';
import type { Budget } from '../core/watch/budgets.ts';
import type { Objective, ObjectiveMetric } from '../core/watch/objectives.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { ifOffered, translated } from './translate.ts';

export interface ReportedBudget extends Budget {
  /** The metrics that it is measured by. */
  readonly metrics: readonly ObjectiveMetric[];
}

export interface Objectives {
  /**
   * All objectives there; none where the service is not offered. One call for each fifty. Throws `ServiceFailed` where
   * it fails for good.
   */
  list(place: Place): Promise<readonly Objective[]>;
  /**
   * The budgets of objectives at a time, by ARN; those that cannot be told are left out. One call for each fifty.
   * Throws `ServiceFailed` where it fails for good.
   */
  budgets(
    place: Place,
    arns: readonly string[],
    at: Date,
  ): Promise<ReadonlyMap<string, ReportedBudget>>;
}

const MOST_PER_CALL = 50;

export function applicationSignals(access: MemberAccess): Objectives {
  const clientIn = (place: Place) => access.client(ApplicationSignalsClient, place);

  async function summariesIn(place: Place): Promise<ServiceLevelObjectiveSummary[]> {
    const client = await clientIn(place);
    const summaries: ServiceLevelObjectiveSummary[] = [];
    let nextToken: string | undefined;
    do {
      const command = new ListServiceLevelObjectivesCommand({
        MaxResults: MOST_PER_CALL,
        ...(nextToken && { NextToken: nextToken }),
      });
      const page = await translated('listing service level objectives', client.send(command));
      summaries.push(...(page.SloSummaries ?? []));
      nextToken = page.NextToken;
    } while (nextToken);
    return summaries;
  }

  return {
    async list(place) {
      return ((await ifOffered(summariesIn(place))) ?? []).flatMap(objectivesOf);
    },

    async budgets(place, arns, at) {
      const client = await clientIn(place);
      const budgets = new Map<string, ReportedBudget>();
      for (let start = 0; start < arns.length; start += MOST_PER_CALL) {
        const command = new BatchGetServiceLevelObjectiveBudgetReportCommand({
          Timestamp: at,
          SloIds: arns.slice(start, start + MOST_PER_CALL),
        });
        const { Reports = [] } = await translated('reading error budgets', client.send(command));
        for (const report of Reports) if (report.Arn) budgets.set(report.Arn, budgetOf(report));
      }
      return budgets;
    },
  };
}

/** Without a name or an ARN nobody could ask for its budget. */
function objectivesOf(summary: ServiceLevelObjectiveSummary): Objective[] {
  const { Arn: arn, Name: name, KeyAttributes: on = {}, CreatedTime } = summary;
  if (arn === undefined || name === undefined) return [];
  return [{ arn, name, on, ...(CreatedTime && { createdAt: CreatedTime }) }];
}

function budgetOf(report: Report): ReportedBudget {
  const ofRequests = report.EvaluationType === 'RequestBased';
  const total = ofRequests ? report.TotalBudgetRequests : report.TotalBudgetSeconds;
  const remaining = ofRequests ? report.BudgetRequestsRemaining : report.BudgetSecondsRemaining;
  const intervalSeconds = intervalOf(report.Goal);
  return {
    // A word that is not known yet is not known to be well.
    status: STATUSES.find((status) => status === report.BudgetStatus) ?? 'INSUFFICIENT_DATA',
    of: ofRequests ? 'requests' : 'seconds',
    ...(total !== undefined && { total }),
    ...(remaining !== undefined && { remaining }),
    ...(intervalSeconds !== undefined && { intervalSeconds }),
    metrics: metricsOf(report),
  };
}

const STATUSES = ['OK', 'WARNING', 'BREACHED'] as const;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  MINUTE: 60,
  HOUR: 3600,
  DAY: 86_400,
  MONTH: 30 * 86_400,
};

function intervalOf(goal: Goal | undefined): number | undefined {
  const { RollingInterval, CalendarInterval } = goal?.Interval ?? {};
  const { Duration, DurationUnit } = RollingInterval ?? CalendarInterval ?? {};
  const unit = UNIT_SECONDS[DurationUnit ?? ''];
  return unit !== undefined && Duration !== undefined ? Duration * unit : undefined;
}

function metricsOf({ Sli, RequestBasedSli }: Report): ObjectiveMetric[] {
  const ofRequests = RequestBasedSli?.RequestBasedSliMetric;
  const monitored = ofRequests?.MonitoredRequestCountMetric;
  const queries: readonly MetricDataQuery[] = [
    ...(Sli?.SliMetric?.MetricDataQueries ?? []),
    ...(ofRequests?.TotalRequestCountMetric ?? []),
    ...(monitored?.GoodCountMetric ?? []),
    ...(monitored?.BadCountMetric ?? []),
  ];
  return queries.flatMap(({ MetricStat }) => {
    const { Namespace, MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
    if (Namespace === undefined || MetricName === undefined) return [];
    const dimensions = Object.fromEntries(
      Dimensions.flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : [])),
    );
    return [{ namespace: Namespace, metric: MetricName, dimensions }];
  });
}
