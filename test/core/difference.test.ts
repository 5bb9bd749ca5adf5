import fc from 'fast-check';
import { differences, differenceText } from '../../core/pipeline/difference.ts';

const texts = (before: unknown, after: unknown) => differences(before, after).map(differenceText);

test.each([
  ['a value', { bake: { for: '1h' } }, { bake: { for: '4h' } }, ['~ bake.for: 1h → 4h']],
  ['what is new', {}, { owner: 'team' }, ['+ owner: team']],
  ['what is gone', { owner: 'team' }, {}, ['- owner: team']],
  [
    'things by their names, wherever they stand',
    { stages: [{ name: 'beta', n: 1 }] },
    { stages: [{ name: 'verify' }, { name: 'beta', n: 2 }] },
    ['+ stages.verify: {"name":"verify"}', '~ stages.beta.n: 1 → 2'],
  ],
  [
    'another order',
    { stages: [{ name: 'a' }, { name: 'b' }] },
    { stages: [{ name: 'b' }, { name: 'a' }] },
    ['~ stages (order): a, b → b, a'],
  ],
  ['a list of words', { alarms: ['a'] }, { alarms: ['a', 'b'] }, ['~ alarms: ["a"] → ["a","b"]']],
  [
    'the first of a list',
    { tests: [] },
    { tests: [{ name: 't' }] },
    ['~ tests: [] → [{"name":"t"}]'],
  ],
  ['a long value, cut', {}, { a: 'x'.repeat(200) }, [`+ a: ${'x'.repeat(99)}…`]],
  ['nothing', { a: [{ name: 'x' }] }, { a: [{ name: 'x' }] }, []],
])('%s is told', (_, before, after, expected) => {
  expect(texts(before, after)).toEqual(expected);
});

test('there are no differences exactly where two values are the same', () => {
  const value = fc.jsonValue();

  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(differences(a, a)).toEqual([]);
      if (differences(a, b).length === 0) expect(sorted(a)).toBe(sorted(b));
    }),
  );
});

/** As JSON, in which the order of keys means nothing. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort())
      : each,
  );
}
