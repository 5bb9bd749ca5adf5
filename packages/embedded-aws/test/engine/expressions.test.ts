import fc from 'fast-check';
import original from 'jsonata';
import { chanceFrom } from '../../chance.ts';
import { compileTemplate, evaluateTemplate } from '../../engine/expressions/template.ts';
import type { Json, JsonObject } from '../../engine/json.ts';
import { withBudget } from '../../engine/jsonata/budget.ts';
import { load, PATCHES } from '../../engine/jsonata/jsonata.ts';
import { assignVariables, outermostScope } from '../../engine/scope.ts';

function evaluate(source: string, variables: JsonObject = {}, input: Json = {}): Json {
  const scope = outermostScope();
  assignVariables(scope, variables);
  const world = { millis: () => 1_000, chance: chanceFrom(7) };
  return evaluateTemplate(compileTemplate(`{% ${source} %}`, 'Output'), {
    states: () => ({ input }),
    input,
    result: undefined,
    scope,
    world,
  });
}

const failure = (source: string) => {
  try {
    return evaluate(source);
  } catch (error) {
    return error as Error;
  }
};

test.each([
  ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['$range(9, 1, -4)', [9, 5, 1]],
  ['$range(1, 9, 9)', 1],
  ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
  ['$partition([0], 1)', [[0]]],
  ['$parse(\'{"a": [1]}\')', { a: [1] }],
  ["$hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
  ['$now()', '1970-01-01T00:00:01.000Z'],
  ['$millis()', 1_000],
  ['$random(3) = $random(3)', true],
  ['$count($shuffle([1..5]))', 5],
  ['$length($uuid())', 36],
])('%s gives what AWS gives', (source, expected) => {
  expect(evaluate(source)).toEqual(expected);
});

test.each([
  ['($f := function($x){ 1 + $f($x) }; $f(1))', 'Stack overflow error'],
  ['($f := function($x){ $f($x) }; $f(1))', 'Expression evaluation timeout'],
  ['($f := function($x){ $f($append($x, $x)) }; $f([1..1000]))', 'memory limit exceeded'],
  ['($f := function($x){ $f($x & $x) }; $f("ab"))', 'memory limit exceeded'],
  ['$sum([1..900000])', 'memory limit exceeded'],
  ['$eval("1")', 'non-function'],
  ['$nope', 'returned nothing (undefined)'],
  ['$sum', 'unsupported result type'],
])('%s ends as a query evaluation error, and soon', (source, text) => {
  const error = failure(source);

  expect(error).toMatchObject({ name: 'States.QueryEvaluationError' });
  expect((error as Error).message).toContain(text);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  '%s is a name like any other',
  (name) => {
    const named = JSON.parse(`{"${name}": 5}`) as JsonObject;

    expect(evaluate(`$${name}`, named)).toBe(5);
    expect(evaluate(`$states.input.${name}`, {}, named)).toBe(5);
    expect(JSON.stringify(evaluate(`{"${name}": 5}`))).toBe(`{"${name}":5}`);
    expect(() => evaluate(`$states.input.${name}`)).toThrow('returned nothing');
  },
);

test('sorting long arrays needs no deep stack', () => {
  expect(evaluate('$sort([1..20000], function($a, $b){ $a < $b })[0]')).toBe(20_000);
});

const value = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom('', 'a', 'zeta'),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.record({ a: tie('json'), b: tie('json') }, { requiredKeys: [] }),
  ),
})).json;

const expression = fc
  .letrec((tie) => {
    const inner = tie('expression').map(String);
    return {
      expression: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          '$x',
          '$x.a',
          '$x.a.b',
          '$x[0]',
          '$x.a[b > 1]',
          '$x.*',
          '$x.**.a',
          '[$x.a]',
          '1',
          '"a"',
          'true',
          'null',
        ),
        fc
          .tuple(
            inner,
            fc.constantFrom('+', '-', '*', '=', '!=', '<', '>=', '&', 'and', 'or', 'in', '..'),
            inner,
          )
          .map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(inner, inner, inner).map(([c, t, e]) => `(${c} ? ${t} : ${e})`),
        fc
          .tuple(
            fc.constantFrom(
              '$count',
              '$string',
              '$exists',
              '$sum',
              '$keys',
              '$sort',
              '$distinct',
              '$type',
              '$not',
              '$reverse',
            ),
            inner,
          )
          .map(([f, a]) => `${f}(${a})`),
        fc.tuple(inner, inner).map(([a, b]) => `{"k": ${a}, "l": [${b}, 1]}`),
        inner.map((a) => `$map([${a}], function($v, $i){ [$v, $i] })`),
        inner.map((a) => `$filter([${a}], function($v){ $v = 1 })`),
        inner.map((a) => `$x^(>a){ $string(a): ${a} }`),
        inner.map((a) => `($y := ${a}; [$y, $y])`),
      ),
    };
  })
  .expression.map(String);

test('jsonata without awaits answers as the library does', async () => {
  const patched = load(PATCHES.filter((name) => name !== '5-as-on-aws'));
  const run = async (work: () => unknown) => {
    try {
      return { value: JSON.stringify(await work()) };
    } catch (error) {
      return { code: (error as { code?: string }).code };
    }
  };

  await fc.assert(
    fc.asyncProperty(expression, value, async (source, x) => {
      const theirs = await run(() => original(source).evaluate(undefined, { x }));
      const ours = await run(() =>
        withBudget(() => patched(source).evaluate(undefined, { x }, new Date(0))),
      );

      expect(ours).toEqual(theirs);
    }),
    { numRuns: 2_000, seed: 20261123 },
  );
});
