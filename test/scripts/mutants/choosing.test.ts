// What is played for a mutant, in which order, and how it is told.

import { cheapestFirst, reachingIn } from '../../../scripts/mutants/baseline.ts';
import { excuseOf } from '../../../scripts/mutants/excused.ts';
import type { Mutant } from '../../../scripts/mutants/mutant.ts';
import { reportLines } from '../../../scripts/mutants/report.ts';
import { probesFor } from '../../../scripts/mutants/try-mutant.ts';

const OWN = 'test/core/stage.test.ts';
const OTHER = 'test/paths/gate.test.ts';
const BASELINE = {
  'aimed 1': { isClean: true, seconds: 0.3, reached: [0, 2] },
  'aimed 2': { isClean: true, seconds: 0.2, reached: [0] },
  'aimed 3': { isClean: false, seconds: 0.1, reached: [0] },
  [OWN]: { isClean: true, seconds: 0.5, reached: [1] },
  [OTHER]: { isClean: true, seconds: 2, reached: [0, 1] },
};

function mutantOf(line: number, how?: Mutant['how']): Mutant {
  const id = `core/stage.ts:${line} never if (x)`;
  return {
    id,
    kind: 'gates',
    file: 'core/stage.ts',
    start: 0,
    end: 0,
    text: '',
    ...(how && { how }),
  };
}
const condition = mutantOf(1, { what: 'condition' });
const call = mutantOf(2, { what: 'call' });
const bound = mutantOf(3);
/** `...(x && { x })` without what is asked. */
const field: Mutant = {
  ...mutantOf(5, {
    ...{ what: 'half', operator: '&&', keeps: 'right' },
    ...{ left: { start: 0, end: 1 }, right: { start: 5, end: 10 } },
  }),
  text: '({ x })',
};

test('only what is clean and would go another way is played; of what a file reads as it is loaded, all that needs it', () => {
  const reaching = reachingIn([condition, call, bound], BASELINE);

  expect(reaching(0)).toEqual(['aimed 1', 'aimed 2', OTHER]);
  expect(reaching(1)).toEqual([OWN, OTHER]);
  expect(new Set(reaching(2))).toEqual(new Set(['aimed 1', 'aimed 2', OWN, OTHER]));
});

test('the cheapest comes first, but for the file’s own tests and what has found others of it', () => {
  const all = ['aimed 1', 'aimed 2', OWN, OTHER];
  const order = (found: ReadonlyMap<string, number>) =>
    cheapestFirst(all, BASELINE, 'core/stage.ts', found);

  expect(order(new Map())).toEqual([OWN, 'aimed 2', 'aimed 1', OTHER]);
  expect(order(new Map([[OTHER, 20]]))).toEqual([OTHER, OWN, 'aimed 2', 'aimed 1']);
});

test('so many worlds and tests are played as the limits say, and no more than once', () => {
  const all = ['aimed 2', 'aimed 1', OWN, OTHER];
  const chosen = (before: Parameters<typeof probesFor>[0], most: number, seconds: number) =>
    probesFor(before, all, BASELINE, { most, seconds });

  expect(chosen(undefined, 1, 10)).toEqual(['aimed 2', OWN]);
  expect(chosen(undefined, 9, 1)).toEqual(['aimed 2', 'aimed 1', OWN]);
  expect(chosen(undefined, 9, 0.1)).toEqual(['aimed 2']);
  expect(chosen({ tried: ['aimed 2', OWN] }, 2, 10)).toEqual(['aimed 1', OTHER]);
  expect(chosen({ tried: ['aimed 2'], foundBy: 'aimed 2' }, 9, 10)).toEqual([]);
});

test('a report counts who found how many, and ends with what was neither found nor excused', () => {
  const lines = reportLines([
    { mutant: condition, finding: { tried: ['aimed 1'], foundBy: 'aimed 1', problem: 'no' } },
    { mutant: call, finding: { tried: [OWN] } },
    { mutant: bound, finding: { tried: [] } },
    { mutant: mutantOf(4), finding: undefined },
    { mutant: field, finding: { tried: ['aimed 1'] } },
  ]);

  expect(lines).toEqual([
    expect.stringContaining('gates: 1 of 4 found, 1 by worlds and 0 by tests'),
    `  not found by 0 worlds and 1 files of tests  ${call.id}`,
    `  not reached  ${bound.id}`,
    expect.stringContaining('1 not tried yet'),
    'Not found and not excused: 2',
  ]);
  expect(excuseOf(call)).toBeUndefined();
  expect(excuseOf(field)).toContain('undefined');
});
