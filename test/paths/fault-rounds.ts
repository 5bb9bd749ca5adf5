// What may go wrong between Tidegate and AWS, at every kind of call of every function: in rounds, by several files.

import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

export const pipeline = oneTarget({
  bake: '{ for: 4m }',
  of: `${target('live', { account: '"222233334444"', atLeast: 1 })}, ${target('box', { ec2: true })}`,
  more: `tests: [${aTest('smoke')}]`,
});

/** A good release, and a bad one that waits for it: every function is called. */
export const scenario: ScenarioInput = {
  baseline: 'old',
  builds: [build('good'), build('bad', '14m')],
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'box', after: '90s' }],
  changes: [{ at: '12m', target: 'live', what: 'cloudformation', name: 'shop-network' }],
};

export interface Made {
  readonly function: string;
  readonly call: string;
}

export const undisturbed = await play(pipeline, scenario);
export const made = callsOf(undisturbed);
/** Kinds of call of each function that go wrong together: enough for few runs, few enough for the retries. */
const AT_ONCE = 2;
const rounds = Math.ceil(Math.max(...[...made.values()].map((calls) => calls.length)) / AT_ONCE);

/** The calls that go wrong together, round by round. */
export const callsByRound = Array.from(
  { length: rounds },
  (_, round) => [round, callsOfRound(round)] as const,
);

/** What each function calls. */
function callsOf({ calls }: Played): Map<string, string[]> {
  const made = new Map<string, string[]>();
  for (const { functionName, service, operation } of calls) {
    if (functionName === undefined) continue;
    const call = `${service}:${operation}`;
    const known = made.get(functionName) ?? [];
    if (!known.includes(call)) made.set(functionName, [...known, call]);
  }
  return made;
}

/** Some calls of each function: those of a round fail together, and every call has its round. */
function callsOfRound(round: number): Made[] {
  return [...made].flatMap(([name, calls]) =>
    calls.slice(round * AT_ONCE, (round + 1) * AT_ONCE).map((call) => ({ function: name, call })),
  );
}

export async function expectTheSameEnds({ outcomes, report, leftBehind }: Played): Promise<void> {
  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(report.targets).toEqual({ live: 'good', box: 'good' });
  expect(await leftBehind()).toEqual([]);
}
