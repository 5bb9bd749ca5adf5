// Reads the error budgets of the service level objectives that are about a target.

import type { ReportedBudget } from '../aws/application-signals.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { type Budget, type BudgetReading, isBurning } from '../core/watch/budgets.ts';
import {
  isOfMetrics,
  measuresTarget,
  namesTarget,
  type Objective,
} from '../core/watch/objectives.ts';
import type { Ports } from './ports.ts';

export interface BudgetTimes {
  /** When the deployment was called for. */
  readonly deployedAt: Date;
  readonly lookedAt: Date;
}

/**
 * The budgets of all objectives that name one of the target's resources, or are measured by one of its metrics: now,
 * and as the deployment was called for. An objective that was made since is left out.
 *
 * One call where there is no objective in the account and region, else three, and a fourth where a budget burns; more
 * where there are more than fifty objectives. Throws `ServiceFailed` where one fails for good.
 */
export async function readBudgets(
  ports: Ports,
  target: TargetDefinition,
  times: BudgetTimes,
): Promise<BudgetReading[]> {
  const { deployedAt, lookedAt } = times;
  const elapsedMillis = lookedAt.getTime() - deployedAt.getTime();
  const asked = (await ports.objectives.list(target)).filter(
    (it) =>
      (isOfMetrics(it) || namesTarget(it, target)) && !(it.createdAt && it.createdAt > deployedAt),
  );
  if (asked.length === 0 || elapsedMillis <= 0) return [];
  const budgetsAt = async (
    objectives: readonly Objective[],
    at: Date,
  ): Promise<ReadonlyMap<string, ReportedBudget>> => {
    const arns = objectives.map(({ arn }) => arn);
    return arns.length === 0 ? new Map() : ports.objectives.budgets(target, arns, at);
  };
  const now = await budgetsAt(asked, lookedAt);
  const own = asked.filter(
    (it) => !isOfMetrics(it) || measuresTarget(now.get(it.arn)?.metrics ?? [], target),
  );
  const before = await budgetsAt(own, deployedAt);
  const readings = own.map((objective) => ({
    objective,
    reading: readingOf(target, objective, elapsedMillis, {
      before: before.get(objective.arn),
      now: now.get(objective.arn),
    }),
  }));
  const burning = readings.filter(({ reading }) => isBurning(reading));
  const earlier = await budgetsAt(
    burning.map(({ objective }) => objective),
    new Date(deployedAt.getTime() - elapsedMillis),
  );
  return readings.map(({ objective, reading }) => {
    const known = earlier.get(objective.arn);
    return known ? { ...reading, earlier: known } : reading;
  });
}

function readingOf(
  { name }: TargetDefinition,
  objective: Objective,
  elapsedMillis: number,
  { before, now }: { readonly before: Budget | undefined; readonly now: Budget | undefined },
): BudgetReading {
  return {
    target: name,
    objective: objective.name,
    elapsedSeconds: Math.round(elapsedMillis / 1000),
    ...(before && { before }),
    ...(now && { now }),
  };
}
