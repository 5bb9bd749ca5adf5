// A plain path is looked up without the library: it has to lead to what the library finds.

import { directPathOf, followed } from '../../engine/expressions/direct-path.ts';
import { plain } from '../../engine/expressions/plain.ts';
import type { Json } from '../../engine/json.ts';
import { jsonata } from '../../engine/jsonata/jsonata.ts';
import { outermostScope } from '../../engine/scope.ts';

const VALUES: readonly Json[] = [
  null,
  false,
  0,
  '',
  'text',
  [],
  [1],
  [{ n: 1 }, { n: 2 }],
  {},
  { n: 1 },
  { n: null },
  { n: [] },
  { n: [[1]] },
  { n: { n: 2 } },
  { n: [{ n: 3 }] },
  { constructor: 4 },
  JSON.parse('{"__proto__":{"n":5}}') as Json,
];
const PATHS = ['', '.n', '.n.n', '.constructor', '.`__proto__`.n', '.toString', '.length', '."n"'];

function around(input: Json) {
  const scope = outermostScope();
  scope.values = new Map([['kept', input]]);
  const world = { millis: () => 0 } as never;
  return { states: () => ({ input }), input, result: input, scope, world };
}

test.each(PATHS)('$states.input%s leads where the library leads, or is left to it', (path) => {
  for (const root of ['$states.input', '$states.result', '$kept']) {
    const compiled = jsonata(root + path);
    const direct = directPathOf(compiled.ast());
    for (const value of VALUES) {
      const found = direct && followed(direct, around(value));
      const states = { input: value, result: value };
      const asked = compiled.evaluate(undefined, { states, kept: value });

      if (found !== undefined) expect(plain(found)).toEqual(plain(asked));
    }
  }
});

test('what leads through objects alone is not left to the library', () => {
  const path = directPathOf(jsonata('$states.input.a.b').ast())!;

  expect(followed(path, around({ a: { b: 7 } }))).toBe(7);
  expect(followed(path, around({ a: [{ b: 7 }] }))).toBeUndefined();
  expect(followed(path, around({ a: { b: [7] } }))).toBeUndefined();
});

test.each([
  '$states.input.a[0]',
  '$states.input.a[]',
  '$states.input.a^(b)',
  '$states.input.a{b: c}',
  '$states.input.a#$i.b',
  '$states.input.a@$x.b',
  '$states.input.*',
  '$states.input.**.a',
  '$states.input.(a)',
  '$states.input.$string()',
  '$states.input.a < 1',
  'a.b',
])('%s is more than a path', (source) => {
  expect(directPathOf(jsonata(source).ast())).toBeUndefined();
});
