// Bundles hold only the clients that their functions call: each is small, and starts fast.

import { readdirSync, readFileSync } from 'node:fs';
import { withKeysWrittenOut, withoutDescriptions } from '../../deploy/esbuild-plugins.js';
import { readPackage } from '../../simulation/stack/packaged.ts';
import { entryOf, portsReachedBy } from './reach.ts';

/** What reads all kinds of targets is the largest, and grows with each kind. */
const MOST_BYTES = 340_000;

const { template, archiveOf } = readPackage();

const packaged = Object.entries(template.Resources)
  .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
  .map(([id]) => id);

test.each(packaged)('the bundle of %s is at most 340 kB as it is uploaded', (id) => {
  expect(archiveOf(id).length).toBeLessThanOrEqual(MOST_BYTES);
});

const files = readdirSync('functions')
  .map((name) => ({ file: `functions/${name}`, text: readFileSync(`functions/${name}`, 'utf8') }))
  .filter(({ text }) => /^export const handler = /m.test(text));

test('every function is looked at', () => {
  const entries = files.map(({ file }) => `${entryOf(file)}LambdaFunction`);

  expect(entries.toSorted()).toEqual(packaged.toSorted());
});

test.each(files)(
  '$file names the adapters of the ports that it reaches, and no others',
  async (of) => {
    const [, named = ''] = /\.onAws\(([\w,\s]*)\);\s*$/.exec(of.text) ?? [];

    const reached = [...(await portsReachedBy(of.file))].map((asked) => asked.split('.')[0]);

    const names = named.split(/[,\s]+/).filter(Boolean);
    expect(names.toSorted()).toEqual([...new Set(reached)].toSorted());
  },
);

test('the keys of the SDK’s schemas are written out, and nothing else is changed', () => {
  const source =
    'const _h = "http";\nconst _n = 1;\nvar A$ = [9, { [_h]: [_h] }, { [_n]: 2, [_x]: 3 }];';

  expect(withKeysWrittenOut(source)).toBe(source.replace('[_h]:', '"http":'));
});

test('what schemas say of themselves is left out, and nothing else is changed', () => {
  const source =
    "z.string().meta({ title: 'T', description: 'it’s \\'so\\'' });\n" +
    "z.string().meta({ description: 'all of it', examples: [['a'], ['b']] });\n" +
    'const description = \'stays\';\nx({\n  description:\n    "long",\n});\ny({ description: `at most ${most}` });\n';

  expect(withoutDescriptions(source)).toBe(
    source
      .replace("'it’s \\'so\\''", "''")
      .replace('"long"', "''")
      .replace(/\.meta\(\{ description: 'all.*\}\)/, ''),
  );
});
