// Looks at the error budgets of what a wave deploys to: a service that has spent its budget takes no more risks.

import { budgetReason, unreadBudgets } from '../core/gate/budget-reason.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { isOfMetrics, measuresTarget, namesTarget } from '../core/watch/objectives.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * Why a wave's budgets keep its gate shut: one that is spent, or cannot be read. One call where there is no objective
 * in an account and region, else two. What has no data was never measured, and spends nothing.
 */
export async function budgetReasons(
  ports: Ports,
  { targets, spentBudget }: PlannedWave,
): Promise<readonly FoundReason[]> {
  if (spentBudget === 'go') return [];
  const places = Map.groupBy(targets, ({ account, region }) => `${account} ${region}`);
  const found = await sideBySide([...places], async ([place, those]) => {
    const all = await gathered<readonly FoundReason[]>(ports, place, [], () =>
      spentIn(ports, those),
    );
    return [...all.found, ...all.unread.map(unreadBudgets)];
  });
  return found.flat();
}

/** Of targets in one account and region. */
async function spentIn(
  ports: Ports,
  targets: readonly TargetDefinition[],
): Promise<readonly FoundReason[]> {
  const [place] = targets;
  if (place === undefined) return [];
  const objectives = (await ports.objectives.list(place)).filter(
    (it) => isOfMetrics(it) || targets.some((target) => namesTarget(it, target)),
  );
  if (objectives.length === 0) return [];
  const arns = objectives.map(({ arn }) => arn);
  const budgets = await ports.objectives.budgets(place, arns, ports.clock.now());
  return objectives.flatMap((objective): FoundReason[] => {
    const budget = budgets.get(objective.arn);
    const { account, region } = place;
    if (budget === undefined)
      return isOfMetrics(objective)
        ? []
        : [unreadBudgets(`${account} ${region}, ${objective.name}`)];
    if (budget.status !== 'BREACHED') return [];
    const target = targets.find((each) =>
      isOfMetrics(objective) ? measuresTarget(budget.metrics, each) : namesTarget(objective, each),
    );
    return target ? [budgetReason(objective.name, target.name)] : [];
  });
}
