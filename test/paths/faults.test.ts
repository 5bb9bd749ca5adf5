// What may go wrong between Tidegate and AWS does, at every kind of call of every function; the ends stay the same.

import { readStack } from '../../simulation/stack/serverless-file.ts';
import { home } from '../../simulation/world/place.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const pipeline = oneTarget({
  bake: '{ for: 4m }',
  of: `${target('live', { account: '"222233334444"', atLeast: 1 })}, ${target('box', { ec2: true })}`,
  more: `tests: [${aTest('smoke')}]`,
});

/** A good release, and a bad one that waits for it: every function is called. */
const scenario: ScenarioInput = {
  baseline: 'old',
  builds: [build('good'), build('bad', '14m')],
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'box', after: '90s' }],
  changes: [{ at: '12m', target: 'live', what: 'cloudformation', name: 'shop-network' }],
};

interface Made {
  readonly function: string;
  readonly call: string;
}

const undisturbed = await play(pipeline, scenario);
const made = callsOf(undisturbed);
/** Kinds of call of each function that go wrong together: enough for few runs, few enough for the retries. */
const AT_ONCE = 2;
const rounds = Math.ceil(Math.max(...[...made.values()].map((calls) => calls.length)) / AT_ONCE);

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

async function expectTheSameEnds({ outcomes, report, leftBehind }: Played): Promise<void> {
  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(report.targets).toEqual({ live: 'good', box: 'good' });
  expect(await leftBehind()).toEqual([]);
}

test('undisturbed, every function is called, and all ends well', async () => {
  // FindBuilds runs once an hour: it has its own test.
  const functions = readStack(home).functions.filter(({ name }) => name !== 'FindBuilds');

  expect([...made.keys()].toSorted()).toEqual(functions.map(({ name }) => name).toSorted());
  await expectTheSameEnds(undisturbed);
});

describe.each(Array.from({ length: rounds }, (_, round) => [round]))(
  'round %i of calls',
  (round) => {
    const calls = callsOfRound(round);

    test('throttled for longer than the SDK tries, they are made again by the machine', async () => {
      const faults = calls.map((each) => ({ ...each, how: 'throttled', times: 5 }));

      await expectTheSameEnds(await play(pipeline, { ...scenario, calls: faults }));
    });

    test('failing after they took effect, they take effect once', async () => {
      const faults = calls.map((each) => ({ ...each, how: 'failsAfterEffect' }));

      await expectTheSameEnds(await play(pipeline, { ...scenario, calls: faults }));
    });

    test.each([['before'], ['after']])('a function that dies %s one is run again', async (dies) => {
      const deaths = calls.map((each) => ({ ...each, dies }));

      await expectTheSameEnds(await play(pipeline, { ...scenario, deaths }));
    });
  },
);
