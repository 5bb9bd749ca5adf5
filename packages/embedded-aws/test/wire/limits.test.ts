import { isTooDeep } from '../../json-bounds.ts';
import { readPattern } from '../../services/events/pattern.ts';
import { embedded, home } from '../embedded.ts';

test.each([
  ['[[1]]', 2, false],
  ['[[[1]]]', 2, true],
  ['{"a":"[[[["}', 1, false],
  ['{"a\\"[":[1]}', 2, false],
])('%s is nested beyond %i: %s', (text, deepest, expected) => {
  expect(isTooDeep(text, deepest)).toBe(expected);
});

test.each([
  ['a*c', 'abbc', true],
  ['a*c', 'abcd', false],
  ['*a*', 'bab', true],
  ['ab*ba', 'aba', false],
  ['a\\*c', 'a*c', true],
  ['a\\*c', 'abc', false],
])('the wildcard %s takes %s: %s', (wildcard, source, expected) => {
  expect(readPattern({ source: [{ wildcard }] })({ source })).toBe(expected);
});

test('a wildcard with many stars is decided at once', () => {
  const matches = readPattern({ source: [{ wildcard: `${'*a'.repeat(40)}*b` }] });

  expect(matches({ source: 'a'.repeat(50_000) })).toBe(false);
});

test('an expression of many parentheses is refused before it is parsed', async () => {
  const { Scan } = embedded().aws.dynamoDb.service.operations;
  const FilterExpression = `${'('.repeat(300)}a = :b${')'.repeat(300)}`;

  const scan = Scan!({ TableName: 'table', FilterExpression }, { ...home, requestId: 'r' });

  await expect(scan).rejects.toThrow('redundant parentheses');
});
