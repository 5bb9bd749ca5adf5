// What a gate says of error budgets.

import type { FoundReason } from './gate-reason.ts';

const clears =
  'time, as the objective’s old failures pass out of its window; or spentBudget: go in the pipeline';

export function budgetReason(objective: string, target: string): FoundReason {
  const what = `the error budget of objective ${objective} of ${target} is spent`;
  return { kind: 'budget', subject: `${objective} of ${target}`, what, clears };
}

/** Unknown is not healthy. */
export function unreadBudgets(where: string): FoundReason {
  const what = `the error budgets in ${where} could not be read`;
  const reads =
    'whoever lets them be read (application-signals:*), or spentBudget: go in the pipeline';
  return { kind: 'budget', subject: where, what, clears: reads };
}
