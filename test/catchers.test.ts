// What the machines must not rely on, since sources disagree on what AWS does: whether a cause that is not there is
// null, empty or absent, when a Choice state's own Assign is done, and whether a null in a definition is still there
// after packaging. A catcher that breaks takes the release with it.

import { readdirSync, readFileSync } from 'node:fs';
import { playCase } from '@tidegate/embedded-aws/engine/play-case';

const MACHINES = 'statemachines';

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Assign?: Record<string, unknown>;
}

/** Every catcher that reads the error. */
function catchersOf(value: unknown): Catcher[] {
  if (Array.isArray(value)) return value.flatMap(catchersOf);
  if (typeof value !== 'object' || value === null) return [];
  const { Catch = [], ...rest } = value as { Catch?: Catcher[] };
  const read = Catch.filter((each) => JSON.stringify(each).includes('errorOutput'));
  return [...read, ...catchersOf(Object.values(rest))];
}

const catchers = readdirSync(MACHINES).flatMap((file) =>
  catchersOf(JSON.parse(readFileSync(`${MACHINES}/${file}`, 'utf8'))).map((catcher, index) => ({
    name: `catcher ${index + 1} of ${file}`,
    catcher,
  })),
);

/** The catcher of whatever is caught, which reads of the error in a variable. */
function told(catcher: Catcher): Catcher {
  const text = JSON.stringify(catcher).replaceAll('$states.errorOutput', '$failed');
  return { ...(JSON.parse(text) as Catcher), ErrorEquals: ['States.ALL'] };
}

const CAUSES = { absent: {}, empty: { Cause: '' }, null: { Cause: '{% null %}' } };

describe.each(Object.entries(CAUSES))('a failure whose cause is %s', (_, cause) => {
  test.each(catchers)('is told by $name', async ({ catcher }) => {
    const Branches = [{ StartAt: 'Break', States: { Break: { Type: 'Fail', Error: 'Broken' } } }];
    const Catch = [{ ...told(catcher), Next: 'Told' }];
    const failed = { Error: 'Broken', ...cause };
    const Assign = { reason: 'first', wave: 0, waves: 1, failed };
    const States = {
      Before: { Type: 'Pass', Assign, Next: 'Try' },
      Try: { Type: 'Parallel', Branches, Catch, End: true },
      Told: { Type: 'Succeed' },
    };

    const { path, cause: failure } = await playCase({
      definition: { QueryLanguage: 'JSONata', StartAt: 'Before', States },
      input: { pipeline: 'checkout', release: 'r', wave: 0, target: 'eu-west-1', test: 'smoke' },
    });

    const expected = { path: ['Before', 'Try', 'Break', 'Told'], failure: null };
    expect({ path, failure }).toEqual(expected);
  });
});

test('the machines have catchers that read the error', () => {
  expect(catchers.length).toBeGreaterThan(8);
});

/** Each part of a machine, with where it stands. */
function partsOf(value: unknown, at: string): { readonly at: string; readonly part: unknown }[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [{ at, part: value }, ...inside.flatMap(([key, each]) => partsOf(each, `${at}/${key}`))];
}

const parts = readdirSync(MACHINES).flatMap((file) =>
  partsOf(JSON.parse(readFileSync(`${MACHINES}/${file}`, 'utf8')), file),
);

test('no Choice state has an Assign of its own', () => {
  const choices = parts.filter(({ part }) => (part as { Type?: string } | null)?.Type === 'Choice');

  expect(choices.length).toBeGreaterThan(6);
  expect(choices.filter(({ part }) => 'Assign' in (part as object)).map(({ at }) => at)).toEqual(
    [],
  );
});

test('no null stands in a machine: packaging drops it', () => {
  expect(parts.filter(({ part }) => part === null).map(({ at }) => at)).toEqual([]);
});
