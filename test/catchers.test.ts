// The machines' catchers, told of failures that say little: AWS gives a null cause where there is none, and an empty
// one for a timeout, so an expression that only asks whether there is a cause breaks the catcher, and the release.

import { readdirSync, readFileSync } from 'node:fs';
import { playCase } from '@tidegate/embedded-aws/engine/play-case';

const MACHINES = 'statemachines';

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Assign?: Record<string, unknown>;
}

/** Every catcher that reads the error, but for that of errors which a function of ours throws, always with a cause. */
function catchersOf(value: unknown): Catcher[] {
  if (Array.isArray(value)) return value.flatMap(catchersOf);
  if (typeof value !== 'object' || value === null) return [];
  const { Catch = [], ...rest } = value as { Catch?: Catcher[] };
  const read = Catch.filter((each) => JSON.stringify(each).includes('errorOutput'));
  return [
    ...read.filter(({ ErrorEquals }) => !ErrorEquals.includes('Refused')),
    ...catchersOf(Object.values(rest)),
  ];
}

const catchers = readdirSync(MACHINES).flatMap((file) =>
  catchersOf(JSON.parse(readFileSync(`${MACHINES}/${file}`, 'utf8'))).map((catcher, index) => ({
    name: `catcher ${index + 1} of ${file}`,
    catcher,
  })),
);

test.each(catchers)('$name can tell of a failure without a cause', async ({ catcher }) => {
  const Branches = [{ StartAt: 'Break', States: { Break: { Type: 'Fail', Error: 'Broken' } } }];
  const Catch = [{ ...catcher, ErrorEquals: ['States.ALL'], Next: 'Told' }];
  const States = {
    Before: { Type: 'Pass', Assign: { reason: 'first', wave: 0, waves: 1 }, Next: 'Try' },
    Try: { Type: 'Parallel', Branches, Catch, End: true },
    Told: { Type: 'Succeed' },
  };

  const { path, cause } = await playCase({
    definition: { QueryLanguage: 'JSONata', StartAt: 'Before', States },
    input: { pipeline: 'checkout', release: 'r', wave: 0, target: 'eu-west-1', test: 'smoke' },
  });

  expect({ path, cause }).toEqual({ path: ['Before', 'Try', 'Break', 'Told'], cause: null });
});

test('the machines have catchers that read the error', () => {
  expect(catchers.length).toBeGreaterThan(8);
});
