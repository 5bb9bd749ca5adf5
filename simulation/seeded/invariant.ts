// Something that must hold of every run, whatever went wrong in it.

import { resultOf } from '../../core/intent.ts';
import type { WaveReport } from '../report.ts';
import type { RunRecord, TargetRecord } from './record/run-record.ts';

export interface Invariant {
  /** A sentence in the present tense. */
  readonly holds: string;
  /** What is wrong, in words; nothing where it holds. */
  readonly broken: (record: RunRecord) => readonly string[];
}

export function nameOfWave({ stage, wave }: WaveReport): string {
  return `${stage}/${wave}`;
}

/** Nothing was started there: it runs what it ran, though that need not have baked. */
export function isUntouched({ item }: Pick<TargetRecord, 'item'>): boolean {
  return resultOf(item?.intent) === 'GivenUp';
}

/** What somebody else moved, or added instances to, need not run what Tidegate left there. */
export function isMovedByOthers({ scenario }: RunRecord, target: string): boolean {
  return [...scenario.moves, ...scenario.instances, ...scenario.services, ...scenario.sets].some(
    (each) => each.target === target,
  );
}
