// What seeds draw: every word that a pipeline or a scenario may have, and nothing that would be refused.

import { readFileSync } from 'node:fs';
import { targetsOf } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';
import { contradictionsIn } from '../../../core/stage-limits.ts';
import { writtenPacesOf } from '../../../core/written-paces.ts';
import { isInSlices } from '../../../simulation/seeded/draw/draw-slices.ts';
import { drawCase } from '../../../simulation/seeded/draw-case.ts';
import { pipelineOf } from '../../../simulation/seeded/seeded-case.ts';

const SEEDS = 1_200;
const drawn = Array.from({ length: SEEDS }, (_, index) => {
  const it = drawCase(index + 1);
  // While it is what was read last.
  const { stages } = pipelineOf(it);
  return { ...it, limits: contradictionsIn(stages, writtenPacesOf(stages.flatMap(targetsOf))) };
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  /** What `{}` fits: there is no such word but for its refusal, which says what to write instead. */
  readonly not?: object;
}

/** Each word of a schema by its path, `calls how`, and where the schema says which there are, `calls how hangs`. */
function wordsOf(schema: Schema, path = ''): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema;
  const values = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])];
  return [
    ...values.map((value) => `${path} ${value}`),
    ...Object.entries(properties).flatMap(([name, each]) => {
      if (each.not) return [];
      const word = `${path} ${name}`.trim();
      return [word, ...wordsOf(each, word)];
    }),
    ...[items, ...anyOf, ...oneOf].flatMap((each) => (each ? wordsOf(each, path) : [])),
  ];
}

/** The same of what was drawn. */
function usedIn(value: unknown, path = '', used = new Set<string>()): Set<string> {
  if (typeof value === 'string' || typeof value === 'boolean') used.add(`${path} ${value}`);
  if (Array.isArray(value)) for (const each of value) usedIn(each, path, used);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      const word = `${path} ${name}`.trim();
      used.add(word);
      usedIn(each, word, used);
    }
  return used;
}

test.each(['pipeline', 'scenario'] as const)('no word of the %s schema is never drawn', (which) => {
  const text = readFileSync(`schemas/${which}.schema.json`, 'utf8');
  const words = new Set(wordsOf(JSON.parse(text) as Schema));
  const all = drawn.flatMap((each) => [...usedIn(each[which])]);
  // A target is written alike in a stage and in a wave of one.
  const used = new Set([...all, ...all.map((word) => word.replace('waves targets', 'targets'))]);

  const neverDrawn = [...words].filter((word) => !used.has(word));

  expect(neverDrawn).toEqual([]);
  expect(words.size).toBeGreaterThan(80);
});

test('a seed draws the same again, and another one something else', () => {
  expect(drawCase(7)).toEqual(drawCase(7));
  expect(drawCase(7)).not.toEqual(drawCase(8));
});

test('no pipeline is drawn that would be refused as it is applied, for a limit that it cannot keep', () => {
  const contradicting = drawn.filter(({ limits }) => limits.length > 0);

  expect(contradicting.map(({ seed }) => seed)).toEqual([]);
});

test('waves in slices are drawn, with what may be left behind of them, and how they are caught up', () => {
  const sliced = drawn.filter((it) => {
    const { stages } = it.pipeline;
    return stages.some(isInSlices);
  });
  const plans = sliced.map((it) => planOf(pipelineOf(it)));
  const waves = plans.flat().filter((wave) => wave.sliced && wave.targets.length > 0);
  const people = sliced.flatMap(({ scenario }) => scenario.people ?? []);
  const skips = people.filter(({ does }) => does === 'skip-region');

  expect(sliced.length).toBeGreaterThan(SEEDS / 60);
  expect(plans.every((plan) => plan.some((wave) => wave.sliced))).toBe(true);
  expect(waves.every(({ targets }) => targets.length <= 2)).toBe(true);
  expect(waves.some(({ mayFail }) => mayFail)).toBe(true);
  expect(waves.some(({ skipAwaySeconds }) => skipAwaySeconds !== undefined)).toBe(true);
  expect(sliced.some(({ scenario }) => (scenario.regions ?? []).length > 0)).toBe(true);
  expect(people.some((it) => it.does === 'retry' && it.behind)).toBe(true);
  expect(skips.length).toBeGreaterThan(0);
});
