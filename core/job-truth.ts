// What a job was found to have brought somewhere, held against what the ledger says of it.

import {
  type Expected,
  isForeign,
  type JobTruth,
  othersText,
  type Says,
  type Shifting,
} from './found-truth.ts';
import { labelOf } from './revision.ts';

/**
 * What a build says that runs counts where no job has begun since; else the jobs tell.
 *
 *     a build says that other bytes run                      →  other
 *     its own job was the last that succeeded                →  same
 *     somebody else's is under way, or has failed since      →  other: how far it got, nobody knows
 *     somebody else's has brought other bytes since          →  other
 *     somebody else's has brought the same bytes again       →  touched
 *     there is no job at all: CodeBuild keeps them a year    →  same, as nothing speaks against it
 */
export function ofJob(truth: JobTruth, expected: Expected): Says {
  const { last, attempted, runs } = truth;
  const { revision, setting } = expected;
  const label = labelOf(revision);
  if (runs !== undefined && runs.digest !== revision.digest)
    return {
      is: 'other',
      text: `build ${runs.by} says that ${runs.digest} runs, not ${revision.digest} of ${label}`,
    };
  const isLater = attempted !== undefined && attempted.id !== setting && isForeign(attempted);
  if (isLater && attempted.state === 'running') return { is: 'other', text: othersText(attempted) };
  if (isLater && attempted.state !== 'Succeeded' && runs === undefined)
    return { is: 'other', text: othersText(attempted) };
  if (last === undefined || last.id === setting) return { is: 'same' };
  if (last.digest !== revision.digest && runs === undefined)
    return { is: 'other', text: `its last job ${last.id} brought other than ${label}` };
  if (setting === undefined || !isForeign(last)) return { is: 'same' };
  return { is: 'touched', text: `job ${last.id}, not of Tidegate, ran since ${label} was brought` };
}

/** While it is brought there, the last job is its own, or an earlier one. */
export function ofShiftingJob({ attempted }: JobTruth, shifting: Shifting): Says {
  if (attempted === undefined || attempted.id === shifting.deployment) return { is: 'same' };
  if (attempted.description?.startsWith(shifting.mark)) return { is: 'same' };
  if (attempted.createdAt < shifting.begunAt) return { is: 'same' };
  return { is: 'other', text: othersText(attempted) };
}

/** Whether nothing of a revision is there: as far as jobs, or a build that says it, tell. */
export function hasNothingBy({ last, attempted, runs }: JobTruth, { revision }: Expected): boolean {
  if (runs !== undefined) return runs.digest !== revision.digest;
  return last !== undefined && last.id === attempted?.id && last.digest !== revision.digest;
}
