// Makes a failing case smaller, as long as it fails: what is left is what it takes.

import type { SeededCase } from './seeded-case.ts';

/** The lists of a scenario whose items can be left out, one by one. */
export const LISTS = [
  'calls',
  'deaths',
  'events',
  'people',
  'regions',
  'reports',
  'clocks',
  'misbehaviours',
  'alarms',
  'pagers',
  'disturbances',
  'traffic',
  'traces',
  'objectives',
  'changes',
  'deployments',
  'policies',
  'moves',
  'provisioned',
  'prunes',
  'templates',
  'triggers',
  'instances',
  'services',
  'sets',
  'calendars',
  'sources',
  'builds',
  'pipelines',
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
  for (let progress = true; progress; ) {
    progress = false;
    let at = 0;
    // What was left out makes room for the next at its place; what was tried before that is tried again in the end.
    for (let smaller = nth(smallest, at); smaller && left > 0; smaller = nth(smallest, at)) {
      left -= 1;
      const stillFails = await fails(smaller);
      if (stillFails) [smallest, progress] = [smaller, left > 0];
      else at += 1;
    }
  }
  return smallest;
}

function nth(given: SeededCase, index: number): SeededCase | undefined {
  let at = 0;
  for (const smaller of smallerThan(given)) if (at++ === index) return smaller;
  return undefined;
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
  yield* ofFewerWords(given);
  yield* ofFewerTimes(given);
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

/** A stage, wave or target, or the pipeline itself, with one word less that it can do without. */
function* ofFewerWords(given: SeededCase): Generator<SeededCase> {
  const { pipeline } = given;
  for (const smaller of withOneLess(pipeline))
    yield { ...given, pipeline: smaller as SeededCase['pipeline'] };
}

const NEEDED = new Set(['pipeline', 'source', 'project', 'stages', 'name', 'targets', 'waves']);
const PLACES = new Set([
  ...['account', 'region', 'strategy'],
  ...['lambda', 'appConfig', 'ec2', 'ecs', 'job', 'machine', 'site', 'stack', 'stackSet'],
]);

/** Each without one of its words, its own before those of what it holds. */
function* withOneLess(of: object): Generator<object> {
  const words = Object.entries(of);
  const dispensable = words.filter(([word]) => !NEEDED.has(word) && !PLACES.has(word));
  for (const [word] of dispensable)
    yield Object.fromEntries(words.filter(([other]) => other !== word));
  for (const [word, value] of words) {
    if (!HOLDERS.has(word)) continue;
    const items: readonly object[] = Array.isArray(value) ? value : [value];
    for (const [index, item] of items.entries())
      for (const less of withOneLess(item))
        yield { ...of, [word]: Array.isArray(value) ? items.with(index, less) : less };
  }
}

const HOLDERS = new Set(['stages', 'waves', 'targets', 'source']);

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
