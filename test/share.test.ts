// What is exhaustive is played whole, by two runs.

import { globSync, readFileSync } from 'node:fs';
import { shareOf } from './share.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const rows = Array.from({ length: 11 }, (_, index) => index);

/** The same as in the run of the rest. */
function restOf<Row>(of: readonly Row[], oneIn: number): readonly Row[] {
  process.env.TIDEGATE_TESTS = 'rest';
  try {
    return shareOf(of, oneIn);
  } finally {
    delete process.env.TIDEGATE_TESTS;
  }
}

test.each([2, 3, 11])('of each row, one in %d or another, one of the runs has it', (oneIn) => {
  const [share, rest] = [shareOf(rows, oneIn), restOf(rows, oneIn)];

  expect(share[0]).toBe(0);
  expect([...share, ...rest].toSorted((a, b) => a - b)).toEqual(rows);
});

test('a share that leaves one of the runs without a row is refused', () => {
  expect(() => shareOf(rows, 1)).toThrow(/rows for both runs/);
  expect(() => shareOf([], 2)).toThrow(/rows for both runs/);
  expect(() => restOf([1], 2)).toThrow(/rows for both runs/);
});

const ITSELF = 'test/share.test.ts';

test('who asks for a share is named for it, and asked again for the rest', () => {
  const files = globSync('{test,packages/*/test}/**/*.test.ts');
  const asks = (file: string) => /shareOf|seeds\.ts'/.test(read(file));

  const named = files.filter((file) => file.endsWith('.long.test.ts'));
  const asking = files.filter((file) => file !== ITSELF && asks(file));

  expect(asking.toSorted()).toEqual(named.toSorted());
  expect(named.length).toBeGreaterThan(10);
});

test('the gate of a change runs both', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  expect(scripts['test:long']).toMatch(/TIDEGATE_TESTS=rest/);
  expect(read('.ci/run')).toMatch(/^npm test --[\s\S]*^npm run test:long --/m);
});
