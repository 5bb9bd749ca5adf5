import type { Charge } from '../../../core/judging/charge.ts';
import { changedJudge, replayedWord } from '../../../core/judging/replay.ts';
import type { Verdict } from '../../../core/verdict.ts';

const charge = (by: Charge['by'], text: string): Charge => ({
  by,
  target: 'box',
  name: text,
  text,
});
const slow = charge('metric', 'slow');
const nothing = { charges: [], doubts: [], powers: [] };
const charged = { charges: [slow], doubts: [], powers: [] };
const doubting = { charges: [], doubts: ['silent'], powers: [] };
const verdictOf = (verdict: Verdict['verdict'], charges: Charge[], reasons: string[]): Verdict => ({
  verdict,
  reasons,
  charges,
});
const alarmed = verdictOf('fail', [charge('alarm', 'ALARM'), slow], ['ALARM', 'slow']);
const judgedBad = verdictOf('fail', [slow], ['slow']);
const passed = verdictOf('pass', [], ['all well']);
const doubted = verdictOf('inconclusive', [], ['silent']);
const scarce = verdictOf('inconclusive', [], ['silent', 'too few data points']);

test.each([
  ['an alarm failed it, and the judge would not', alarmed, charged, nothing, 'fail'],
  ['the judge alone failed it, and would again', judgedBad, charged, charged, 'fail'],
  ['the judge alone failed it, and would not', judgedBad, charged, nothing, 'undecided'],
  ['it passed, and would be charged', passed, nothing, charged, 'fail'],
  ['it passed, and the judge would doubt', passed, nothing, doubting, 'inconclusive'],
  ['it passed, and would again', passed, nothing, nothing, 'pass'],
  ['the judge alone doubted, and would not', doubted, doubting, nothing, 'pass'],
  ['data was wanting besides', scarce, doubting, nothing, 'inconclusive'],
])('when %s, the verdict is as the table says', (_when, last, was, would, expected) => {
  expect(replayedWord(last, was, would)).toBe(expected);
});

test('only what is asked for changes', () => {
  const judge = { mode: 'shadow', sensitivity: 'normal', shadow: [] } as const;

  expect(changedJudge({ ...judge, shadow: [] }, { mode: 'act' })).toEqual({
    ...judge,
    mode: 'act',
  });
});
