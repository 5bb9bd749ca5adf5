// What concerns thousands is told and kept in so many lines as a person reads.

import { MOST_SHOWN, shownLines, shownOf } from '../../core/command/shown.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `target-${at}`);
const changesOf = (count: number) => names(count).map((what) => ({ what, from: 'a', to: 'b' }));

test.each([
  [0, 0, undefined],
  [MOST_SHOWN, MOST_SHOWN, 'target-99'],
  [MOST_SHOWN + 1, MOST_SHOWN + 1, 'and 1 more'],
  [10_000, MOST_SHOWN + 1, 'and 9900 more'],
])('of %d lines so many are shown', (count, shown, last) => {
  const lines = shownLines(names(count));

  expect(lines).toHaveLength(shown);
  expect(lines.at(-1)).toBe(last);
});

test('of ten thousand changes and notes the first are shown, with how many there are', () => {
  const seen = { targets: names(10_000) };
  const intent = { about: 'all', changes: changesOf(10_000), notes: names(10_000), seen };

  const shown = shownOf(intent);

  expect(shown.changes).toEqual(changesOf(MOST_SHOWN));
  expect(shown.notes?.at(0)).toBe('9900 more change, 10000 in all');
  expect(shown.notes?.at(-1)).toBe('and 9900 more');
  // What it goes by stays whole: its digest is held against what a person has seen.
  expect(shown.seen).toBe(seen);
});

test('what is few is told as it is', () => {
  const intent = { about: 'some', changes: changesOf(3), seen: {} };

  expect(shownOf(intent)).toEqual(intent);
  expect(shownOf({ ...intent, notes: ['one'] })).toEqual({ ...intent, notes: ['one'] });
});
