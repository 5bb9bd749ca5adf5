// All that must hold of every run.

import { clockText } from './clock-text.ts';
import type { Invariant } from './invariant.ts';
import { bakesTrue } from './invariants/bakes-true.ts';
import { endsAgree } from './invariants/ends-agree.ts';
import { endsInTime } from './invariants/ends-in-time.ts';
import { endsNamed } from './invariants/ends-named.ts';
import { endsTrue } from './invariants/ends-true.ts';
import { nothingAfterTheEnd } from './invariants/nothing-after-the-end.ts';
import { nothingLeftBehind } from './invariants/nothing-left-behind.ts';
import { onlyDirtyFrozen } from './invariants/only-dirty-frozen.ts';
import { quarantinedForHarm } from './invariants/quarantined-for-harm.ts';
import { registeredBeforeRead } from './invariants/registered-before-read.ts';
import { returnsBaked } from './invariants/returns-baked.ts';
import { tableTrue } from './invariants/table-true.ts';
import { wavesInOrder } from './invariants/waves-in-order.ts';
import { withinBounds } from './invariants/within-bounds.ts';
import type { RunRecord } from './record/run-record.ts';
import { truths } from './truths.ts';

export const invariants: readonly Invariant[] = [
  wavesInOrder,
  endsNamed,
  endsAgree,
  endsTrue,
  returnsBaked,
  nothingLeftBehind,
  bakesTrue,
  tableTrue,
  nothingAfterTheEnd,
  withinBounds,
  endsInTime,
  registeredBeforeRead,
  quarantinedForHarm,
  onlyDirtyFrozen,
  ...truths,
];

/** What is wrong with a run, in words. */
export function problemsOf(record: RunRecord): string[] {
  const { violations, startAt } = record;
  return [
    ...violations.map(({ at, what }) => `${what} (at ${clockText(at, startAt)})`),
    ...invariants.flatMap(({ broken }) => [...broken(record)]),
  ];
}

/** Which of them do not hold, in their own words. */
export function brokenBy(record: RunRecord): string[] {
  const atSteps = record.violations.map(({ holds }) => holds);
  const atEnd = invariants.filter(({ broken }) => broken(record).length > 0);
  return [...new Set([...atSteps, ...atEnd.map(({ holds }) => holds)])];
}
