// What a target is behind, as releases come and are taken back.

import type { BehindMark } from '../../core/behind.ts';
import { caughtUp, withMark, withoutMarksOf, withoutTaken } from '../../core/behind-marks.ts';
import type { Revision } from '../../core/revision.ts';
import { baked, emptyTarget, type Target } from '../../core/target.ts';

const revisionOf = (number: number): Revision => ({
  digest: `sha256:${number}`,
  commit: 'c0ffee',
  artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: '1', eTag: 'e' },
  build: { arn: `arn:${number}`, number, startedAt: `2026-11-20T0${number}:00:00Z` },
});
const markOf = (number: number): BehindMark => ({
  ...{ release: `r${number}`, revision: revisionOf(number), stage: 'prod' },
  ...{ since: '2026-11-20T09:00:00Z', reason: 'a host was lost', fence: number },
});
const by = (number: number) => ({ release: `r${number}`, digest: `sha256:${number}` });
const runs = (number: number) => ({
  running: { release: `r${number}`, revision: revisionOf(number), at: '2026-11-20T09:00:00Z' },
});
const target: Target = { ...emptyTarget('shop', 'live'), ...runs(0) };
const behindOf = ({ behind, behindBefore = [] }: Target) => [
  behind?.release,
  ...behindBefore.map(({ mark }) => mark.release),
];

test('a mark is made once, and that of another release is kept under it', () => {
  const first = withMark(target, markOf(1));
  const second = withMark(first, markOf(2));

  expect(withMark(first, { ...markOf(1), reason: 'another' })).toBe(first);
  expect(second.behind).toEqual(markOf(2));
  expect(second.behindBefore).toEqual([{ mark: markOf(1), by: by(2) }]);
});

test('what a release has put in the place of a mark goes with it, and the mark counts again', () => {
  const marked = withMark(withMark(target, markOf(1)), markOf(2));
  const bakedSince = { ...baked({ ...withMark(target, markOf(1)), ...runs(2) }, 'r2'), ...runs(0) };

  expect(behindOf(bakedSince)).toEqual([undefined, 'r1']);
  for (const before of [marked, bakedSince]) {
    const after = withoutMarksOf(before, 'r2');
    expect(behindOf(after)).toEqual(['r1']);
    expect(withoutMarksOf(after, 'r2')).toBe(after);
  }
});

test('a mark of what is taken back itself does not come back, whatever stood over it', () => {
  const three = withMark(withMark(withMark(target, markOf(1)), markOf(2)), markOf(3));

  expect(behindOf(withoutMarksOf(three, 'r2'))).toEqual(['r3', 'r1']);
  expect(behindOf(withoutMarksOf(withoutMarksOf(three, 'r2'), 'r3'))).toEqual(['r1']);
  expect(behindOf(withoutMarksOf(withoutMarksOf(three, 'r1'), 'r3'))).toEqual(['r2']);
});

test.each([
  ['what it was behind', 1],
  ['something newer', 3],
])('it is not behind what it was before, where it runs %s by now', (_what, number) => {
  const before = { ...caughtUp(withMark(target, markOf(1)), by(2)), ...runs(number) };

  expect(behindOf(withoutMarksOf(before, 'r2'))).toEqual([undefined, 'r1']);
});

test('where it is not known what it runs, it is behind what it was before', () => {
  const { running: _, ...unknown } = caughtUp(withMark(target, markOf(1)), by(2));

  expect(behindOf(withoutMarksOf(unknown, 'r2'))).toEqual(['r1']);
});

test('a person who takes revisions back takes their marks, as far as they were there before', () => {
  const two = withMark(withMark(target, markOf(1)), markOf(2));
  const takes = (...numbers: number[]) => new Set(numbers.map((it) => `sha256:${it}`));

  expect(behindOf(withoutTaken(two, takes(2), 3))).toEqual(['r1']);
  expect(behindOf(withoutTaken(two, takes(1, 2), 3))).toEqual([undefined]);
  expect(withoutTaken(two, takes(2), 2)).toBe(two);
  expect(withoutTaken(two, takes(5), 9)).toBe(two);
});

test('what was caught up by what is taken back by hand is missing again, and nothing else changes', () => {
  const before = { ...caughtUp(withMark(target, markOf(1)), by(2)), ...runs(0) };

  expect(behindOf(withoutTaken(before, new Set(['sha256:2']), 9))).toEqual(['r1']);
  expect(withoutTaken(target, new Set(['sha256:2']), 9)).toBe(target);
  expect(withoutMarksOf(target, 'r2')).toBe(target);
  // Another release has put an end to it.
  expect(withoutMarksOf(before, 'r3')).toBe(before);
  expect(withoutTaken(before, new Set(['sha256:3']), 9)).toBe(before);
  expect(before).not.toHaveProperty('behind');
  expect(withoutMarksOf(before, 'r2')).not.toHaveProperty('behindBefore');
});

test('a mark without a fence was made before there were any', () => {
  const { fence: _, ...old } = markOf(1);

  expect(behindOf(withoutTaken(withMark(target, old), new Set(['sha256:1']), 1))).toEqual([
    undefined,
  ]);
});

test('no more is kept of it than anybody wants', () => {
  const all = Array.from({ length: 12 }, (_, at) => markOf(at % 9)).map((mark, at) => ({
    ...mark,
    release: `r${at}`,
  }));
  const marked = all.reduce((item, mark) => withMark(item, mark), target);

  expect(marked.behindBefore).toHaveLength(8);
  expect(marked.behindBefore?.[0]?.mark.release).toBe('r10');
});
