// How an operation on a StackSet has ended for a slice: it has it whole, or has not; what has not is named.

import type { InstanceFound, OperationFound, ResultFound } from '../aws/set-forms.ts';
import type { Deployment } from '../core/deployment.ts';
import { instanceText } from '../core/set-instances.ts';
import { setOperationState } from '../core/set-operation.ts';

export type End = Pick<Deployment, 'state' | 'error' | 'isStuck' | 'reached'>;

interface Ended {
  readonly found: OperationFound;
  readonly results: readonly ResultFound[];
  readonly instances: readonly InstanceFound[];
}

/**
 * How many may fail says only for how long CloudFormation goes on: one that has not got it fails the slice.
 *
 *     SUCCEEDED, and all of them                       →  Succeeded
 *     SUCCEEDED, one failed and that was tolerated     →  Failed
 *     SUCCEEDED, one is of a suspended account         →  Failed, and not tried again
 *     FAILED, a stack could not be rolled back         →  Failed, and not tried again
 *     STOPPED                                          →  Stopped
 */
export function endOf(wanted: readonly string[], { found, results, instances }: Ended): End {
  const skipped = skippedIn(wanted, instances);
  const withIt = results
    .filter(({ status }) => status === 'SUCCEEDED')
    .map(instanceText)
    .filter((each) => !skipped.includes(each));
  const without = wanted.filter((each) => !withIt.includes(each));
  if (found.status === 'SUCCEEDED' && without.length === 0) return { state: 'Succeeded' };
  const isStopped = setOperationState(found.status) === 'Stopped';
  const failed = results.filter(({ status }) => status === 'FAILED');
  const isStuck = !isStopped && (skipped.length > 0 || isBroken(failed, instances));
  return {
    state: isStopped ? 'Stopped' : 'Failed',
    error: errorText(found, { failed, skipped, without }),
    reached: { count: wanted.length - without.length, of: wanted.length },
    ...(isStuck && { isStuck }),
  };
}

/** CloudFormation passes over suspended accounts, and calls that good. Which operation is their last, no page says. */
function skippedIn(wanted: readonly string[], instances: readonly InstanceFound[]): string[] {
  return instances
    .filter(({ detail }) => detail === 'SKIPPED_SUSPENDED_ACCOUNT')
    .map(instanceText)
    .filter((each) => wanted.includes(each));
}

const MOST_TOLD = 5;

function errorText(
  { reason, status }: OperationFound,
  of: {
    readonly failed: readonly ResultFound[];
    readonly skipped: readonly string[];
    readonly without: readonly string[];
  },
): string {
  const failed = of.failed.map(
    (it) => `${instanceText(it)} FAILED${it.reason ? `: ${it.reason}` : ''}`,
  );
  const named = [...of.failed.map(instanceText), ...of.skipped];
  const others = of.without.filter((each) => !named.includes(each));
  const texts = [
    reason,
    ...failed.slice(0, MOST_TOLD),
    ...of.skipped.map(
      (each) => `${each} skipped, for its account is suspended: take it out of the slice`,
    ),
    ...(others.length > 0 ? [`not updated: ${others.slice(0, MOST_TOLD).join(', ')}`] : []),
  ];
  return texts.filter(Boolean).join('; ') || `the operation is ${status}`;
}

/** Whether what failed could not be rolled back: nothing more can be brought there before a person has seen to it. */
function isBroken(failed: readonly ResultFound[], instances: readonly InstanceFound[]): boolean {
  if (failed.some(({ reason = '' }) => /ROLLBACK_FAILED/.test(reason))) return true;
  const names = failed.map(instanceText);
  return instances.some((it) => it.status === 'INOPERABLE' && names.includes(instanceText(it)));
}
