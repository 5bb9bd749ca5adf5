// What goes wrong at a call, as a scenario says it: each thing is seen where it happens.

import { oneTarget, target } from '../paths/pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from '../paths/played.ts';

const pipeline = oneTarget({ bake: '{ for: 3m, judge: { mode: off } }', of: target('live') });
const far = { account: '"222233334444"', region: 'eu-west-1' };
const build = { at: '0s', revision: 'r1' };
const playWith = (words: ScenarioInput) => play(pipeline, { builds: [build], ...words });

const callsOf = ({ calls }: Played, functionName: string, call: string) =>
  calls.filter(
    (made) => made.functionName === functionName && `${made.service}:${made.operation}` === call,
  );

test('a call that hangs is given up after seconds, and made again by the same function', async () => {
  const fault = { call: 's3:HeadObject', how: 'hangs', function: 'ClaimRelease' };
  const well = await playWith({});
  const hung = await playWith({ calls: [fault] });

  const [once, later] = [well, hung].map((it) => callsOf(it, 'ClaimRelease', 's3:HeadObject'));
  const waited = later![0]!.at - once![0]!.at;

  expect(hung.outcomes()).toEqual(['Promoted']);
  expect(later!.length).toBe(once!.length);
  expect(waited).toBeGreaterThan(9);
  expect(waited).toBeLessThan(15);
});

test.each(['dynamodb:GetItem', 's3:HeadObject'])(
  'a function whose calls of %s all hang says so before its time is over',
  async (call) => {
    const fault = { call, how: 'hangs', function: 'ClaimRelease', for: '150s' };
    const played = await playWith({ calls: [fault] });

    const { failures } = played.of('release')[0]!;

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(failures.length).toBeGreaterThan(1);
    for (const each of failures) expect(each).toMatch(/^ServiceFailed: .*got TimeoutError/);
  },
);

test('a function that has been slow gives up sooner: what it says is never cut off', async () => {
  const slow = { call: '*:*', how: 'slow', by: '25s', function: 'ClaimRelease' };
  const hangs = { call: 's3:*', how: 'hangs', function: 'ClaimRelease', for: '150s' };
  const played = await playWith({ calls: [slow, hangs] });

  const [first] = played.of('release')[0]!.failures;

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(first).toMatch(/^ServiceFailed: .*got TimeoutError/);
});

test.each([
  ['is denied for a while', { how: 'denied', for: '70s' }],
  ['fails a few times', { how: 'fails', times: 3 }],
] as const)('a call that %s is made again', async (_what, how) => {
  const fault = { call: 'codedeploy:CreateDeployment', ...how };
  const played = await playWith({ calls: [fault] });

  const made = callsOf(played, 'DeployTarget', 'codedeploy:CreateDeployment');

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(made.length).toBeGreaterThan(1);
});

test('a deployment whose answer is lost is started once, though the list does not show it yet', async () => {
  const create = 'codedeploy:CreateDeployment';
  const lost = { call: create, how: 'failsAfterEffect', function: 'DeployTarget' } as const;
  const lags = { call: 'codedeploy:ListDeployments', how: 'lags', by: '20s', for: '2m' } as const;
  const played = await playWith({ calls: [lost, lags] });

  const { world } = played;
  const deployments = world.aws.codeDeploy.deployments(world.targets[0]!);

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(deployments.map((each) => world.truth.revisionOf(each))).toEqual(['r1']);
  expect(callsOf(played, 'DeployTarget', 'codedeploy:ListDeployments').length).toBeGreaterThan(2);
});

test.each([
  [{ call: 'codedeploy:CreateDeployment', how: 'lags', by: '2s' }, /expected what lags to be one/],
  [{ call: 'codedeploy:ListDeployments', how: 'lags' }, /expected by with slow and lags/],
])('what cannot lag, or does not say by how much, is refused: %j', async (fault, problem) => {
  await expect(playWith({ calls: [fault as never] })).rejects.toThrow(problem);
});

test('a fault of one place is none of another', async () => {
  const fault = { call: 'codedeploy:CreateDeployment', how: 'fails', region: 'us-east-1' };
  const played = await playWith({ calls: [{ ...fault, account: '999999999999' }] });

  expect(callsOf(played, 'DeployTarget', 'codedeploy:CreateDeployment')).toHaveLength(1);
});

test('a contended write is decided again on what is read anew', async () => {
  const put = 'dynamodb:PutItem';
  const fault = { call: put, how: 'contended', function: 'OpenGate', times: 2 };
  const [well, contended] = [await playWith({}), await playWith({ calls: [fault] })];

  const [few, more] = [well, contended].map((it) => callsOf(it, 'OpenGate', put).length);

  expect(contended.outcomes()).toEqual(['Promoted']);
  expect(more! - few!).toBeGreaterThanOrEqual(2);
});

test('no call gets to a region that is away, and what it has to tell arrives afterwards', async () => {
  const text = oneTarget({
    bake: '{ for: 3m, judge: { mode: off } }',
    of: target('live', far),
  });
  const away = { region: 'eu-west-1', from: '1m', for: '30m' };
  const played = await play(text, { builds: [{ at: '70s', revision: 'r1' }], regions: [away] });
  const back = await play(text, { builds: [build], regions: [{ ...away, from: '2h' }] });

  expect(played.of('wave').map(({ output }) => output.outcome)).not.toEqual(['Passed']);
  expect(back.outcomes()).toEqual(['Promoted']);
});

test('a person acts as a function is about to make its nth call, while it hesitates', async () => {
  const at = { function: 'DeployTarget', call: 'codedeploy:CreateDeployment' };
  const played = await playWith({
    calls: [{ ...at, how: 'slow', by: '30s' }],
    people: [{ does: 'stop', onCall: at }],
  });

  const [made] = callsOf(played, 'DeployTarget', 'codedeploy:CreateDeployment');
  const stopped = played.calls.find(({ operation }) => operation === 'StopExecution');

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(made!.at - stopped!.at).toBeGreaterThan(25);
});

test('a schedule that is lost wakes nobody', async () => {
  const lost = { source: 'aws.events', how: 'lost', times: 6 };
  const [well, deaf] = [await playWith({}), await playWith({ events: [lost] })];

  const [first, later] = [well, deaf].map(
    ({ calls }) => calls.find(({ functionName, at }) => functionName === 'Sweep' && at > 0)!.at,
  );

  expect(later! - first!).toBeGreaterThanOrEqual(1_200);
});

test('a function’s clock may differ, and its lines in the ledger say so', async () => {
  const played = await playWith({ clocks: [{ function: 'ClaimRelease', behind: '1h' }] });

  const [started] = played.report.ledger.filter(({ event }) => event === 'ReleaseStarted');

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(secondsAt(played.world, started!.at)).toBeLessThan(-3_000);
});
