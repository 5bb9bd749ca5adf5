import type { Harm } from '../../../simulation/bad-days/draw-bad-day.ts';
import { type Day, totalsOf } from '../../../simulation/bad-days/totals.ts';

function day(seed: number, harm: Harm, outcome: Day['outcome'], words: Partial<Day> = {}): Day {
  const exposed = { targets: [], mostOfTraffic: 0, trafficMinutes: 0, goesOn: false };
  const rest = { reason: '', seconds: 60, safeSeconds: null, exposed, pages: [], toDo: [] };
  return { seed, harm, where: null, hasTrouble: false, outcome, ...rest, ...words };
}

const met = (trafficMinutes: number): Day['exposed'] => ({
  targets: ['a'],
  mostOfTraffic: 0.5,
  trafficMinutes,
  goesOn: trafficMinutes > 8,
});

test('of ten days half are within the fifth, nine in ten within the ninth, and the worst is named', () => {
  const days = Array.from({ length: 10 }, (_, index) =>
    day(index + 1, 'alarm', 'RolledBack', { exposed: met(index), safeSeconds: 10 - index }),
  );

  const { trafficMinutes, safeSeconds, goesOn } = totalsOf(days);

  expect(trafficMinutes).toEqual({ days: 10, half: 4, nineInTen: 8, worst: 9, worstSeed: 10 });
  expect(safeSeconds).toEqual({ days: 10, half: 5, nineInTen: 9, worst: 10, worstSeed: 1 });
  expect(goesOn).toEqual([10]);
});

test('what was good, or promoted, exposes nobody; what people felt and was promoted was missed', () => {
  const totals = totalsOf([
    day(1, 'none', 'Stopped', { exposed: met(5) }),
    day(2, 'metric', 'Promoted', { exposed: met(5) }),
    day(3, 'deployment', 'Promoted', { exposed: met(5) }),
    day(4, 'alarm', 'LeftDirty', { pages: ['left dirty'], exposed: met(1) }),
  ]);

  expect(totals).toMatchObject({ missed: [2], trafficMinutes: { days: 1, worst: 1 } });
  expect(totals.pages).toEqual([['left dirty', 1]]);
  expect(totals.ends.map(({ harm, outcomes }) => [harm, outcomes])).toEqual([
    ['alarm', { LeftDirty: 1 }],
    ['deployment', { Promoted: 1 }],
    ['metric', { Promoted: 1 }],
    ['none', { Stopped: 1 }],
  ]);
});

test('the same command for different releases is counted once a day, and as one', () => {
  const back = (release: number) => `tidegate rollback shop --stage prod --release ${release}`;
  const totals = totalsOf([
    day(1, 'alarm', 'RolledBack', { toDo: [back(1), back(2)] }),
    day(2, 'alarm', 'RolledBack', { toDo: [back(3)] }),
  ]);

  expect(totals.toDo).toEqual([['tidegate rollback shop --stage prod', 2]]);
});

test('no days come to nothing', () => {
  expect(totalsOf([])).toMatchObject({ days: 0, ends: [], trafficMinutes: null, pages: [] });
});
