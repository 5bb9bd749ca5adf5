import fc from 'fast-check';
import { plainReason, reasonOf } from '../../core/plain-reason.ts';

const failed = (errorMessage: string) =>
  JSON.stringify({ errorType: 'LeaseLost', errorMessage, trace: [] });
const child = (Cause: string) => JSON.stringify({ Cause, Error: 'Stopped', Status: 'ABORTED' });

test.each([
  ['a sentence', 'alarm a was in ALARM', 'alarm a was in ALARM'],
  ['a function’s error', `LeaseLost: ${failed('expected "1"')}`, 'LeaseLost: expected "1"'],
  [
    'a name of Step Functions',
    'the gate could not be opened: States.Timeout',
    'the gate could not be opened: its time was over',
  ],
  ['a child’s cause', `States.TaskFailed: ${child('by hand')}`, 'States.TaskFailed: by hand'],
  ['a child’s error without a cause', `it ended: ${child('')}`, 'it ended: Stopped'],
  ['an error in a child', child(`Task: ${failed('expected 2')}`), 'Task: expected 2'],
  [
    'several errors',
    `a (X: ${failed('no {')}), b (Y: ${child('not "now"')}), c (gone)`,
    'a (X: no {), b (Y: not "now"), c (gone)',
  ],
  ['JSON that says nothing', 'see {"a":1}', 'see {"a":1}'],
  ['JSON with a raw newline', 'X: {"Cause":"one\ntwo"}', 'X: one\ntwo'],
  ['JSON that is cut short', 'X: {"Cause":"one tw', 'X: one tw'],
  ['JSON that is cut in an escape', 'X: {"Cause":"one \\', 'X: one '],
  ['a broken escape', 'X: {"Cause":"\\uZZ \\q \\u0041"}', 'X: uZZ q A'],
  ['half a pair', 'X: {"Cause":"\\ud83d"}', 'X: \ufffd'],
  ['nothing', '', ''],
])('of %s it says the words', (_what, text, words) => {
  expect(plainReason(text)).toBe(words);
});

test('what is nested beyond sense, or huge, ends as some text, soon', () => {
  const nested = Array.from({ length: 14 }).reduce<string>((text) => child(text), 'by hand');
  const started = performance.now();

  for (const text of [nested, '{"'.repeat(100_000), `{"Cause":"${'\\'.repeat(200_000)}`])
    expect(plainReason(text).length).toBeLessThanOrEqual(2_000);

  expect(performance.now() - started).toBeLessThan(1_000);
});

test('whatever a person writes as a cause, it says something, and the same of what it has said', () => {
  const pieces = fc.constantFrom('{"', '"Cause":"', '"errorMessage":"', '\\', '"', '\n', '}', 'a');
  fc.assert(
    fc.property(fc.array(pieces), fc.string(), (some, text) => {
      const said = plainReason(`${some.join('')}${text}`);

      expect(said.isWellFormed()).toBe(true);
      expect(() => plainReason(said)).not.toThrow();
    }),
  );
});

test.each([
  [['a', 'b'], 'a; b'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a; b; c; d; e; and 2 more'],
])('of %j it makes one sentence', (reasons, sentence) => {
  expect(reasonOf(reasons)).toBe(sentence);
});
