// What a report of tests comes to, in a few words that nobody's names can make do anything.

import { caseName, reportText } from '../../core/test-report.ts';

const none = { passed: 0, failed: 0, skipped: 0, unknown: 0, cases: [] };

test.each([
  [{ passed: 212 }, '212 passed'],
  [
    { passed: 209, failed: 2, skipped: 1, cases: ['empties', 'pays'] },
    '2 failed (empties, pays), 209 passed, 1 skipped',
  ],
  [{ failed: 9, cases: ['a', 'b'] }, '9 failed (a, b and 7 more)'],
  [{ failed: 1, unknown: 2 }, '1 failed, 2 unknown'],
  [{}, 'no cases'],
])('%j is told as %s', (report, text) => {
  expect(reportText({ ...none, ...report })).toBe(text);
});

test.each([
  ['  CartTest.empties ', 'CartTest.empties'],
  ['red\u001b[31m\nforged', 'red\\u{1b}[31m\\nforged'],
  ['x'.repeat(101), `${'x'.repeat(100)}…`],
  [`${'x'.repeat(99)}\u{1f600}`, `${'x'.repeat(99)}\ufffd…`],
])('the name %j of a case is kept as %j', (name, kept) => {
  expect(caseName(name)).toBe(kept);
});
