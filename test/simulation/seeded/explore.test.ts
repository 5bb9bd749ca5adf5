// Seeds are steered: what reaches something new is kept, and mutated.

import { caseOfLine, lineOf } from '../../../simulation/seeded/case-of-seed.ts';
import { drawCase } from '../../../simulation/seeded/draw-case.ts';
import { drawMutant } from '../../../simulation/seeded/draw-mutant.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { reachedBy } from '../../../simulation/seeded/reached.ts';

const kept = [[4], [8, 9]];

test('one seed in three is a mutant of a case that was kept, and always the same one', () => {
  const lines = [1, 2, 3, 4, 5, 6].map((seed) => lineOf(seed, kept));

  expect(lines).toEqual([[1], [2], [8, 9, 3], [4], [5], [4, 6]]);
  expect(caseOfLine([8, 9, 3])).toEqual(caseOfLine([8, 9, 3]));
  expect(lineOf(3, [])).toEqual([3]);
});

test('a mutant is of the same pipeline, and differs in what goes wrong or in the order of things', () => {
  const parent = drawCase(8);

  const mutants = Array.from({ length: 30 }, (_, index) => drawMutant(parent, 100 + index));

  const differ = mutants.filter((it) => JSON.stringify(it) !== JSON.stringify(parent));
  expect(differ.length).toBeGreaterThan(20);
  expect(mutants.map(({ pipeline }) => pipeline)).toEqual(mutants.map(() => parent.pipeline));
  expect(new Set(mutants.map(({ seed }) => seed)).size).toBeGreaterThan(5);
});

test('what a run reached is its states, edges, ends, faults and pairs of faults', async () => {
  const { calls: _, deaths: __, ...scenario } = drawCase(4).scenario;
  const faults = [
    { call: 'dynamodb:PutItem', how: 'fails', function: 'ClaimRelease' },
    { call: 'dynamodb:GetItem', how: 'throttled', function: 'OpenGate' },
  ] as const;

  const { record } = await playCase({
    ...drawCase(4),
    scenario: { ...scenario, calls: [...faults] },
  });
  const reached = [...reachedBy(record)];

  expect(reached).toContain('edge wave OpenGate GateOpen?');
  expect(reached).toContain('fault throttle OpenGate');
  expect(reached).toContain('event ReleaseStarted');
  expect(reached.filter((each) => each.startsWith('deployment '))).not.toEqual([]);
  expect(reached.filter((each) => each.startsWith('pair '))).not.toEqual([]);
  expect(reached.some((each) => each.startsWith('outcome '))).toBe(true);
});
