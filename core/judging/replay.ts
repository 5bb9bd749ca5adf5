// What an old verdict would have been, had the judge been told otherwise.

import type { VerdictWord } from '../outcome.ts';
import type { JudgeDefinition } from '../pipeline/stage-schema.ts';
import type { Verdict } from '../verdict.ts';
import type { Weighed } from './weigh.ts';

/** `undecided`: nothing would have ended the bake when it did. */
export type ReplayedWord = VerdictWord | 'undecided';

/**
 * The verdict of a bake's last look with what the judge said (`was`) exchanged for what it would say (`would`); what
 * alarms, data points and failing reads said stays.
 *
 *     an alarm failed it                              →  fail
 *     it would be charged                             →  fail
 *     the judge alone failed it, and would not        →  undecided: the bake would have gone on
 *     it passed, and the judge would doubt            →  inconclusive
 *     the judge alone doubted, and would not          →  pass
 */
export function replayedWord(
  { verdict, charges = [], reasons }: Verdict,
  was: Weighed,
  would: Weighed,
): ReplayedWord {
  const others = charges.filter(({ text }) => !was.charges.some((each) => each.text === text));
  if (others.length > 0 || would.charges.length > 0) return 'fail';
  if (verdict === 'fail') return 'undecided';
  if (would.doubts.length > 0) return 'inconclusive';
  const stay = verdict === 'pass' ? [] : reasons.filter((each) => !was.doubts.includes(each));
  return stay.length > 0 ? 'inconclusive' : 'pass';
}

/** A change of what the judge is told, applied to what a bake told it; a judge that is off says nothing. */
export interface JudgeChange {
  readonly sensitivity?: JudgeDefinition['sensitivity'];
  readonly mode?: JudgeDefinition['mode'];
}

export function changedJudge(
  judge: JudgeDefinition,
  { sensitivity, mode }: JudgeChange,
): JudgeDefinition {
  return { ...judge, ...(sensitivity && { sensitivity }), ...(mode && { mode }) };
}
