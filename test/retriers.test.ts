// How long the machines try again, and what that costs them: an API's bad quarter of an hour ends before they give up,
// and their histories stay bounded.

import { readdirSync, readFileSync } from 'node:fs';
import { mostTargetsOf } from '../core/bounds.ts';
import { MOST_FOLLOWERS, MOST_QUIET_LOOKS, quietLooksOf } from '../core/quiet-looks.ts';

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

interface State {
  readonly Type: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly object[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

const tasks = readdirSync('statemachines').flatMap((file) => {
  const machine = JSON.parse(readFileSync(`statemachines/${file}`, 'utf8')) as {
    readonly States: Readonly<Record<string, State>>;
  };
  return tasksOf(machine.States);
});

function tasksOf(
  states: Readonly<Record<string, State>>,
): { name: string; retry: readonly Retrier[]; caught: readonly object[] }[] {
  return Object.entries(states).flatMap(
    ([name, { Type, Retry = [], Catch = [], ItemProcessor }]) => [
      ...(Type === 'Task' ? [{ name, retry: Retry, caught: Catch }] : []),
      ...tasksOf(ItemProcessor?.States ?? {}),
    ],
  );
}

/** The least that all its delays come to: full jitter may draw none of them. */
function leastSeconds(retrier: Retrier): number {
  const { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  if (JitterStrategy === 'FULL') return 0;
  const delays = Array.from({ length: MaxAttempts }, (_, attempt) =>
    Math.min(MaxDelaySeconds ?? Number.POSITIVE_INFINITY, IntervalSeconds * BackoffRate ** attempt),
  );
  return delays.reduce((sum, delay) => sum + delay, 0);
}

/** What may pass: of AWS, and of a target that something still happens to. */
const PASSING = ['ServiceFailed', 'NotReady', 'StepFunctions.ThrottlingException'];

/** What a team's own function is called by: a rollback, or a test, is not kept waiting for it. */
const OF_TEAMS = ['CallHook', 'CallFunction', 'CallElsewhere'];
const ours = tasks.filter(({ name }) => !OF_TEAMS.includes(name));

test.each(ours)('$name is tried again for longer than a quarter of an hour', ({ retry }) => {
  const passing = retry.filter(({ ErrorEquals }) => PASSING.some((it) => ErrorEquals.includes(it)));

  expect(passing.length).toBeGreaterThan(0);
  for (const each of passing) expect(leastSeconds(each)).toBeGreaterThan(900);
});

test.each(OF_TEAMS)(
  '%s is tried again for less than a minute, and whatever comes of it leads on',
  (name) => {
    const { retry, caught } = tasks.find((each) => each.name === name)!;

    for (const each of retry) expect(leastSeconds(each)).toBeLessThan(60);
    expect(caught.at(-1)).toMatchObject({
      ErrorEquals: ['States.ALL'],
      Next: expect.stringMatching(/^(RunHook|NotAnswered)$/),
    });
  },
);

const ec2 = { ec2: { application: 'shop', deploymentGroup: 'live' } };
const site = { site: { bucket: 'shop', distribution: 'E1', invalidate: true } };

const stackSet = { stackSet: { name: 'guard', accounts: ['111122223333'] } };

test.each([
  ['that tell of their ends', ec2, []],
  ['that tell nobody', site, ['UnderWay']],
  ['that are slices of StackSets', stackSet, ['FollowsNow']],
])(
  'the targets of a wave %s, each tried as often as it can be, fit into a history',
  (_, of, own: readonly string[]) => {
    const target = { name: 't', account: '111122223333', region: 'eu-west-1', alarms: [] };
    const most = mostTargetsOf({ tests: [] }, [{ ...target, ...of } as never]);
    const attempts = ({ retry }: (typeof tasks)[number]) =>
      retry
        .filter(
          ({ ErrorEquals }) => isOfAll(ErrorEquals) || ErrorEquals.some((it) => own.includes(it)),
        )
        .reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 1);
    const [deploy] = tasks.filter(({ name }) => name === 'DeployTarget').map(attempts);
    const [rollBack] = tasks.filter(({ name }) => name === 'RollBackTarget').map(attempts);
    // Scheduled, started, submitted, failed; and eight around them: an iteration, its state and its way out.
    const events = (tries: number) => most * (8 + 4 * tries);

    expect(events(deploy!)).toBeLessThan(25_000);
    expect(events(rollBack!)).toBeLessThan(25_000);
  },
);

/** Whether any kind of target may be tried again by it. */
function isOfAll(names: readonly string[]): boolean {
  return !names.includes('UnderWay') && !names.includes('FollowsNow');
}

test('what follows in a way back begins as often as is counted', () => {
  const follows = tasks.flatMap(({ retry }) =>
    retry.filter(({ ErrorEquals }) => ErrorEquals.includes('FollowsNow')),
  );

  expect(follows.map(({ MaxAttempts }) => MaxAttempts)).toEqual([MOST_FOLLOWERS, MOST_FOLLOWERS]);
});

test('what tells nobody of its end is looked at as often as is counted', () => {
  const quiet = tasks.flatMap(({ retry }) =>
    retry.filter(({ ErrorEquals }) => ErrorEquals.includes('UnderWay')),
  );

  expect(quiet).toHaveLength(5);
  for (const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } of quiet) {
    expect(MaxAttempts).toBe(MOST_QUIET_LOOKS);
    const delays = [1, 2, 3, 7].map((looks) =>
      Array.from({ length: looks }, (_, at) =>
        Math.min(MaxDelaySeconds!, IntervalSeconds * BackoffRate ** at),
      ).reduce((sum, each) => sum + each, 0),
    );
    expect(delays.map(quietLooksOf)).toEqual([1, 2, 3, 7]);
  }
  expect([0, 300, 86_400].map(quietLooksOf)).toEqual([0, 7, 35]);
});
