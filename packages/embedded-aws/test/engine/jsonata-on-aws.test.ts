// JSONata as it was measured on AWS, where that is not what the documents or the library say. docs/engine.md has the
// source of each.

import { chanceFrom } from '../../chance.ts';
import { compileTemplate, evaluateTemplate } from '../../engine/expressions/template.ts';
import type { Json } from '../../engine/json.ts';
import { applyPatch } from '../../engine/jsonata/patch.ts';
import { outermostScope } from '../../engine/scope.ts';

const millis = Date.parse('2026-11-20T14:05:06.789Z');

function evaluate(source: string, input: Json = {}): Json {
  return evaluateTemplate(compileTemplate(`{% ${source} %}`, 'Output'), {
    states: () => ({ input }),
    input,
    result: undefined,
    scope: outermostScope(),
    world: { millis: () => millis, chance: chanceFrom(7) },
  });
}

const smile = '\u{1f600}';

test.each([
  // Numbers that JSON has no word for are texts once they leave the expression, and numbers inside it.
  ['1 / 0', 'Infinity'],
  ['-1 / 0', '-Infinity'],
  ['0 / 0', 'NaN'],
  ['1e308 * 10', 'Infinity'],
  ['[1 / 0, {"k": -1 / 0}]', ['Infinity', { k: '-Infinity' }]],
  ['$floor(1 / 0)', 'Infinity'],
  ['1 / 0 > 5', true],
  ["$parseInteger('abc', '0')", 'NaN'],
  ['$parse("{\'a\': 1}")', { a: 1 }],
  ['$parse(\' {"a": [1.0, null]} \')', { a: [1, null] }],
  ['$exists($parse())', false],
  ['$map(["1", "[2]"], $parse)', [1, [2]]],
  ['$exists($partition([], 2))', false],
  ['$exists($partition([1, 2], 0.5))', false],
  ['$exists($partition($nothing, 2))', false],
  ['$partition([1, 2, 3])', [[1, 2, 3]]],
  ['$partition([1, 2, 3, 4, 5], 2.6)', [[1, 2], [3, 4], [5]]],
  ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
  ['$range(1.4, 5.6, 2.2)', [1, 3, 5]],
  ['$exists($range(1, 5))', false],
  ['$exists($range(1, 10, 0.49))', false],
  ['$count($range(1, 360145, 1))', 360_145],
  ['$exists($hash("a"))', false],
  ['$random(42)', 0.7275636800328681],
  ['$random(0.9)', 0.730967787376657],
  ['$random(7)', 0.7306990420600421],
  ['$replace($states.input, /^\\s+|\\s+$/, "")', '\u00a0a\u3000'],
  ['$replace($states.input, /[\\s\u3000]+$/, "")', ' \u00a0a'],
  ['$replace($states.input, /[^\\S]/, "_")', '_\u00a0a\u3000_'],
  ['$replace("aaaa", "a", "b", 2.5)', 'bbaa'],
  ['$replace("aaaa", /a/, "b", 2.5)', 'bbaa'],
  ['$replace("aaaa", /a/, "b", 0.5)', 'aaaa'],
  ['$pad("ab", 4.9, "-")', 'ab--'],
  ['$pad("ab", -4.9, "-")', '--ab'],
  [`$substring("h\u00e9llo${smile}", -1, 1)`, smile.charAt(1)],
  [`$substring("a${smile}b", 1, 1)`, smile.charAt(0)],
  [`$length("a${smile}b")`, 3],
  ['$substring("hello", -10, 2)', 'he'],
  ['$substring("hello", -3)', 'llo'],
  ['$count(null)', 0],
  ['$count([null])', 1],
  ['$count($nothing)', 0],
  ['$count("a")', 1],
  ['$now() = $fromMillis($millis())', true],
  ['$fromMillis($toMillis("10:00", "[H01]:[m01]"))', '2026-11-20T10:00:00.000Z'],
])('%s is what AWS makes of it', (source, expected) => {
  expect(evaluate(source, ' \u00a0a\u3000 ')).toEqual(expected);
});

test.each([
  ['1 / 0 + 1', 'D1001'],
  ['$number("1e400")', 'D3030'],
  ['$parse("NaN")', 'D3137: Invalid JSON'],
  ['$parse("1e400")', 'D3137: Invalid JSON'],
  ['$parse("")', 'D3137: Invalid JSON'],
  ['$parse("[1] [2]")', 'D3137: Invalid JSON'],
  ['$parse("[1,]")', 'D3137: Invalid JSON'],
  [`$parse('{"a": 1, "a": 2}')`, 'D3137: Invalid JSON'],
  ['$parse(null)', 'T0410: Argument 1 of function "parse" does not match function signature'],
  ['$parse("1", 1)', 'T0410: Argument 2 of function "parse"'],
  ['$partition([1, 2, 3], -1)', 'D3137: Second argument must be zero or greater'],
  ['$partition("a", 2)', 'T0412: Argument 1 of function "partition" must be an array of undefined'],
  ['$partition([1], "2")', 'T0410: Argument 2 of function "partition"'],
  ['$range(1)', 'T0410: Argument 2 of function "range"'],
  ['$range(1, 5, null)', 'T0410: Argument 3 of function "range"'],
  ['$hash()', 'T0410: Argument 1 of function "hash"'],
  ['$hash("a", "md5")', "D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256,"],
  ['$hash("a", $nothing)', "D3137: Hash algorithm 'null' must be one of"],
  [`$substring("a${smile}b", 1)`, 'Basic Multilingual Plane'],
])('%s fails as on AWS', (source, cause) => {
  expect(() => evaluate(source)).toThrow(cause);
});

const chain = (terms: number) => Array.from({ length: terms }, () => '1').join('+');
const recursion = (calls: number) =>
  `($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(${calls}))`;
const doubling = (times: number) =>
  `($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p("x", ${times})))`;

test.each([
  ['a depth of 100', chain(100), 100, chain(101), 'Stack overflow error'],
  ['a depth of 100 of calls', recursion(31), 31, recursion(32), 'Stack overflow error'],
  ['873,782 items', '$count([1..873782])', 873_782, '$count([1..873783])', 'memory limit exceeded'],
  ['4,194,304 characters', doubling(22), 2 ** 22, doubling(23), 'memory limit exceeded'],
  ['360,145 numbers of $range', '0', 0, '$range(1, 360146, 1)', 'memory limit exceeded'],
])('an expression may take %s, and no more', (_what, within, value, beyond, cause) => {
  expect(evaluate(within)).toBe(value);
  expect(() => evaluate(beyond)).toThrow(cause);
});

test('a result that no state could pass on is too much data, not a broken expression', () => {
  const run = () => evaluate('[1..400000]');

  expect(run).toThrow(expect.objectContaining({ name: 'States.DataLimitExceeded' }));
});

test('a patch is applied to the letter, or not at all', () => {
  const patch = 'Why.\n\n--- a/x\n+++ b/x\n@@ -2,2 +2,3 @@\n two\n-three\n+drei\n+vier\n';

  expect(applyPatch('one\ntwo\nthree\nfour', patch, 'it')).toBe('one\ntwo\ndrei\nvier\nfour');
  expect(() => applyPatch('one\ntwo\nTHREE', patch, 'it')).toThrow(
    'Expected line 3 of the file to be "three", as it says, got "THREE"',
  );
});
