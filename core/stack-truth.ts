// What a stack of CloudFormation was found to have, held against what the ledger says of it.

import {
  type Expected,
  othersText,
  type Says,
  type Shifting,
  type StackTruth,
} from './found-truth.ts';
import { labelOf } from './revision.ts';

/** A stack in one of these has nothing, or not what anybody has brought there. */
const BROKEN: Readonly<Record<string, string>> = {
  REVIEW_IN_PROGRESS: 'nothing is in it yet',
  ROLLBACK_COMPLETE: 'it could not be made, and has to be deleted',
  ROLLBACK_FAILED: 'it could not be made, nor taken back, and has to be deleted',
  CREATE_FAILED: 'it could not be made, and has to be deleted',
  DELETE_FAILED: 'it could not be deleted',
  UPDATE_FAILED: 'what failed in it was left as it is, and has to be rolled back',
  UPDATE_ROLLBACK_FAILED: 'it could not be rolled back, and a person has to continue that',
};

/** What is wrong with a stack in such a state; undefined of one that may be updated. */
export function brokenText(status: string): string | undefined {
  return BROKEN[status];
}

/**
 * A stack that is whole may have been rolled back, or updated by somebody else: what tells is its last update.
 *
 *     its own update was the last                                  →  same
 *     somebody else's is under way                                 →  other
 *     another template, or other parameters                        →  other
 *     it could not be rolled back                                  →  other
 *     somebody else has brought the same template again            →  touched
 */
export function ofStack(truth: StackTruth, expected: Expected): Says {
  const { status, setting, template, version, path, attempted } = truth;
  const { revision, functionVersion } = expected;
  const label = labelOf(revision);
  const isOwn = setting === expected.setting;
  const broken = BROKEN[status];
  if (broken) return { is: 'other', text: `its stack is ${status}: ${broken}` };
  if (isOwn) return { is: 'same' };
  if (attempted?.state === 'running') return { is: 'other', text: othersText(attempted) };
  const wanted = revision.templates?.[path];
  if (template !== undefined && wanted !== undefined && template !== wanted)
    return { is: 'other', text: `its stack has another template than ${path} of ${label}` };
  if (version !== undefined && functionVersion !== undefined && version !== functionVersion) {
    const text = `its stack has other parameters, or another template, than it got with ${label}`;
    return { is: 'other', text };
  }
  if (expected.setting === undefined) return { is: 'same' };
  return { is: 'touched', text: `its stack was updated, not by Tidegate, and has ${label} again` };
}

/** While it is brought there, its last update is its own, or an earlier one. */
export function ofShiftingStack({ attempted }: StackTruth, shifting: Shifting): Says {
  if (attempted === undefined || attempted.id === shifting.deployment) return { is: 'same' };
  if (attempted.description?.startsWith(shifting.mark)) return { is: 'same' };
  if (attempted.createdAt < shifting.begunAt) return { is: 'same' };
  return { is: 'other', text: othersText(attempted) };
}

/** Whether nothing of a revision's template is there. */
export function hasNothingOf({ template, path }: StackTruth, { revision }: Expected): boolean {
  return template !== undefined && template !== revision.templates?.[path];
}
