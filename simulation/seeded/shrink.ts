// Makes a failing case smaller, as long as it fails: what is left is what it takes.

import type { SeededCase } from './seeded-case.ts';

/** The lists of a scenario whose items can be left out, one by one. */
const LISTS = [
  'calls',
  'deaths',
  'events',
  'people',
  'regions',
  'clocks',
  'misbehaviours',
  'alarms',
  'disturbances',
  'traffic',
  'traces',
  'objectives',
  'changes',
  'deployments',
  'policies',
  'builds',
] as const;

/** Words that say nothing where they are left out. */
const WORDS = ['rates', 'description', 'startAt', 'table', 'baseline'] as const;

export interface Shrinking {
  /** Whether a case, which may be refused, still fails. */
  readonly fails: (smaller: SeededCase) => Promise<boolean>;
  /** How many cases are played at most. */
  readonly most: number;
}

/** The smallest case found. Deterministic: the same case and the same answers give the same. */
export async function shrunk(failing: SeededCase, { fails, most }: Shrinking): Promise<SeededCase> {
  let smallest = failing;
  let left = most;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    for (const smaller of smallerThan(smallest)) {
      if (left === 0) break;
      left -= 1;
      if (!(await fails(smaller))) continue;
      smallest = smaller;
      progress = true;
      break;
    }
  }
  return smallest;
}

/** Each with one thing less, the large ones first. */
function* smallerThan(given: SeededCase): Generator<SeededCase> {
  const { scenario } = given;
  for (const list of LISTS) {
    const items = scenario[list] ?? [];
    if (items.length > 1) yield { ...given, scenario: { ...scenario, [list]: [] } };
    for (const index of items.keys())
      yield { ...given, scenario: { ...scenario, [list]: items.toSpliced(index, 1) } };
  }
  for (const word of WORDS) {
    if (scenario[word] === undefined) continue;
    const { [word]: _, ...rest } = scenario;
    yield { ...given, scenario: rest };
  }
  yield* ofFewerStages(given);
  for (const smaller of ofFewerTimes(given)) yield smaller;
}

function* ofFewerStages(given: SeededCase): Generator<SeededCase> {
  const { pipeline } = given;
  const { stages } = pipeline;
  const withStages = (changed: typeof stages) => ({
    ...given,
    pipeline: { ...pipeline, stages: changed },
  });
  for (const index of stages.keys())
    if (stages.length > 1) yield withStages(stages.toSpliced(index, 1));
  for (const [index, stage] of stages.entries()) {
    const { tests = [], targets = [], waves = [] } = stage;
    for (const at of tests.keys())
      yield withStages(stages.with(index, { ...stage, tests: tests.toSpliced(at, 1) }));
    for (const at of targets.keys())
      if (targets.length > 1)
        yield withStages(stages.with(index, { ...stage, targets: targets.toSpliced(at, 1) }));
    for (const at of waves.keys())
      if (waves.length > 1)
        yield withStages(stages.with(index, { ...stage, waves: waves.toSpliced(at, 1) }));
  }
}

/** A fault that happens fewer times, or at an earlier call. */
function* ofFewerTimes(given: SeededCase): Generator<SeededCase> {
  const { scenario } = given;
  const calls = scenario.calls ?? [];
  for (const [index, fault] of calls.entries()) {
    const changed = (more: object) => ({
      ...given,
      scenario: { ...scenario, calls: calls.with(index, { ...fault, ...more }) },
    });
    if ((fault.times ?? 1) > 1) yield changed({ times: Math.floor((fault.times ?? 1) / 2) });
    if ((fault.onCall ?? 1) > 1) yield changed({ onCall: 1 });
    if (fault.from !== undefined && fault.from !== '0s') yield changed({ from: '0s' });
  }
}
