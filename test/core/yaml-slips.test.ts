// The slips that stand behind what a YAML parser complains of, each by its name and once.

import { parsePipeline } from '../../core/pipeline/parse.ts';

const good = [
  'pipeline: shop',
  'source: { project: b }',
  'owner: me',
  'stages:',
  '  - name: prod',
  '    tests: [{ name: a, project: b }]',
  '',
].join('\n');

function refusalOf(text: string): readonly string[] {
  try {
    parsePipeline(text, 'f');
  } catch (thrown) {
    return (thrown as Error).message.split('\n');
  }
  return [];
}

const conflict = good.replace(
  'owner: me',
  '<<<<<<< HEAD\nowner: me\n=======\nowner: you\n>>>>>>> other',
);

test.each<[string, string, readonly string[]]>([
  ['nothing', good, []],
  [
    'the markers of a merge conflict',
    conflict,
    ['3:1: expected a file without merge conflicts, got <<<<<<< HEAD', '5:1: ', '7:1: '],
  ],
  [
    'a tab',
    good.replace('    tests', '\t\ttests'),
    ['6:1: expected YAML that is indented with spaces, got a tab'],
  ],
  [
    'a space that does not break',
    good.replace('owner: me', 'owner:\u00a0me'),
    ['3:7: expected an ordinary space, got a non-breaking space (U+00A0): write a space'],
  ],
  [
    'one in the indentation',
    good.replace('    tests', '  \u00a0 tests'),
    ['6:3: expected an ordinary space, got a non-breaking space (U+00A0)'],
  ],
  [
    'anything else by the first complaint',
    good.replace('stages:', 'stages: {}'),
    ['5:1: expected YAML, got: '],
  ],
])('%s is told', (_, text, expected) => {
  const told = refusalOf(text);

  expect(told).toHaveLength(expected.length);
  for (const [index, line] of expected.entries()) expect(told[index]).toContain(`f:${line}`);
});

test('a slip in forty places is told at three', () => {
  const tests = Array.from({ length: 40 }, (_, index) => `      - { name: t${index}, projct: b }`);
  const told = refusalOf(
    good.replace('    tests: [{ name: a, project: b }]', `    tests:\n${tests.join('\n')}`),
  );

  expect(told).toHaveLength(3);
  expect(told[2]).toBe('f:9:21: unknown key projct; did you mean project? (and 37 more like it)');
});
