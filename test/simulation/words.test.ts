// Each word that a scenario knows stands in an example, where whoever looks for it sees it at work.

import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const Schema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
});

/** All paths of keys, `builds.takes`, that the schema has. */
function wordsOf(schema: unknown, path: string): string[] {
  const read = Schema.safeParse(schema);
  if (!read.success) return [];
  const { properties, items, anyOf, oneOf } = read.data;
  return [
    ...Object.entries(properties).flatMap(([key, of]) => [
      `${path}${key}`,
      ...wordsOf(of, `${path}${key}.`),
    ]),
    ...[items, ...anyOf, ...oneOf].flatMap((each) => wordsOf(each, path)),
  ];
}

function wordsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, of]) => [
    `${path}${key}`,
    ...wordsIn(of, `${path}${key}.`),
  ]);
}

/** What makes a scenario's world of its words, besides the schemas themselves and what draws them. */
const readers = globSync('{simulation,cli}/**/*.ts')
  .filter((file) => !/-schema\.ts$|world\/scenario\.ts$|simulation\/seeded\//.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

test('each word of a scenario is read by what makes its world', () => {
  const schema: unknown = JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8'));
  const names = new Set(wordsOf(schema, '').map((word) => word.replace(/.*\./, '')));

  const unread = [...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(readers));

  expect(unread).toEqual([]);
});

test('each word of a scenario is used in an example', () => {
  const schema: unknown = JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8'));
  const files = globSync('examples/scenarios/*.yml');
  const used = new Set(files.flatMap((file) => wordsIn(parse(readFileSync(file, 'utf8')), '')));

  const words = [...new Set(wordsOf(schema, ''))];

  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !used.has(word))).toEqual([]);
});
