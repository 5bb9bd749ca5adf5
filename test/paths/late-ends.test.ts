// Ends that were not true once: a function that is slow, a revision that came back, an end said twice.

import { ranges } from '../../core/keys.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { type Played, play } from './played.ts';

const stagesOf = ({ items }: Played) => items(ranges.stages('shop'));

const quarantinedOf = ({ items }: Played) => items(ranges.quarantines('shop'));

/** What the ledger says of a release after its end. */
function afterTheEnd({ report, release }: Played, revision: string): string[] {
  const { id } = release(revision);
  const own = report.ledger.filter((entry) => entry.release === id);
  return own
    .slice(own.findIndex(({ event }) => event === 'ReleaseEnded') + 1)
    .map((it) => it.event);
}

const twoStages = (beta: string, prod: string) => `pipeline: shop
source: { project: shop-build }
gateTimeout: 2h
stages:
  - { name: beta, targets: [${target('b1')}], bake: { for: 5m, judge: { mode: off } } ${beta && `, ${beta}`} }
  - { name: prod, ${prod} }
`;

/** Of instances: what shifts to a function is sent back as its release ends. */
const servers = target('live', { ec2: true });

const prodTarget = `targets: [${target('p1')}], bake: { for: 1h, judge: { mode: off } }`;

test('a gate that is slow to open takes no lease once its release was stopped', async () => {
  const played = await play(oneTarget({ pipeline: 'gateTimeout: 2h' }), {
    builds: [build('one', '0s'), build('two', '20m')],
    calls: [{ call: 'dynamodb:PutItem', function: 'OpenGate', onCall: 2, how: 'slow', by: '40s' }],
    people: [{ at: '5s', does: 'stop' }],
  });

  expect(played.outcomes()).toEqual(['Stopped', 'Promoted']);
  expect(afterTheEnd(played, 'one')).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test('a rollback that is slow to begin takes nothing back once its release has ended', async () => {
  const played = await play(twoStages('', `rollback: release, tests: [${aTest('x')}]`), {
    baseline: 'old',
    builds: [build('new', '0s')],
    misbehaviours: [{ how: 'test', revision: 'new', test: 'x' }],
    calls: [{ call: 'dynamodb:PutItem', function: 'RollBackTarget', how: 'slow', by: '50s' }],
    people: [{ at: '7m20s', does: 'stop' }],
  });

  expect(played.of('rollback')[0]!.path.at(-1)).toBe('RollBackTarget');
  expect(played.outcomes()).toEqual(['Stopped']);
  expect(played.report.targets).toEqual({ b1: 'new' });
  expect(afterTheEnd(played, 'new')).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test('a rollback passes by what was taken back meanwhile, to the last that nothing speaks against', async () => {
  const played = await play(twoStages('', `rollback: release, ${prodTarget}`), {
    baseline: 'old',
    builds: [build('second', '0s'), build('third', '10m')],
    misbehaviours: [
      { how: 'alarm', revision: 'second', target: 'p1', after: '40m' },
      { how: 'alarm', revision: 'third', target: 'p1', after: '10m' },
    ],
  });

  const again = played.report.ledger.filter(({ text }) => text.includes('entered again'));

  expect(played.outcomes()).toEqual(['RolledBack', 'RolledBack']);
  expect(played.report.targets).toEqual({ b1: 'old', p1: 'old' });
  expect(again.map(({ event, subject }) => [event, subject])).toEqual([
    ['StageEntered', 'beta'],
    ['StageEntered', 'beta'],
  ]);
});

test('a revision that runs and is released again is not its own point of return', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new', '0s')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '65m', for: '5m' }],
    people: [{ at: '1h', does: 'start', input: { pipeline: 'shop', retry: true } }],
  });

  expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(played.report.targets).toEqual({ live: 'old' });
});

test('a revision released again has nothing to return to where nothing else has baked: Stopped', async () => {
  const played = await play(oneTarget(), {
    builds: [build('new', '0s')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '65m', for: '5m' }],
    people: [{ at: '1h', does: 'start', input: { pipeline: 'shop', retry: true } }],
  });

  expect(played.outcomes()).toEqual(['Promoted', 'Stopped']);
  expect(played.release('new').reason).toContain('nothing else has ever baked there');
  expect(played.report.targets).toEqual({ live: 'new' });
});

test('a release that was throttled before it did anything proves no harm, and says what runs', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('halted', '0s'), build('never', '30m')],
    calls: [
      {
        call: 'codedeploy:ListDeployments',
        function: 'DeployTarget',
        how: 'throttled',
        from: '30m',
        times: 400,
      },
    ],
    people: [{ at: '5m', does: 'stop' }],
  });

  const [stage] = await stagesOf(played);

  expect(played.outcomes()).toEqual(['Stopped', 'Stopped']);
  expect(played.release('never').reason).toContain('nothing was started on live, which runs #1');
  expect(await quarantinedOf(played)).toEqual([]);
  expect(stage!.hold).toBeUndefined();
  expect(played.report.targets).toEqual({ live: 'halted' });
});

test('a deployment that outlives its wave by hours is waited for: the console and the table say one end', async () => {
  const played = await play(oneTarget({ of: servers, more: 'deployTimeout: 12h' }), {
    baseline: 'old',
    builds: [build('new', '0s')],
    misbehaviours: [
      { how: 'deployment', revision: 'new', target: 'live', outcome: 'succeeds', takes: '9h' },
    ],
    people: [{ at: '10m', does: 'stop', execution: 'wave' }],
  });

  expect(played.of('release')[0]!.error).toBe('Stopped');
  expect(played.outcomes()).toEqual(['Stopped']);
  expect(played.report.targets).toEqual({ live: 'new' });
  expect(await played.leftBehind()).toEqual([]);
});

test('a stage whose bake passed stays open where a later one is left dirty', async () => {
  const onServers = prodTarget.replace(target('p1'), target('p1', { ec2: true }));
  const prod = `rollback: release, deployTimeout: 20m, retries: 0, ${onServers}`;
  const played = await play(twoStages('', prod), {
    builds: [build('new', '0s'), build('fix', '2h')],
    misbehaviours: [{ how: 'deployment', revision: 'new', target: 'p1', outcome: 'hangs' }],
  });

  const stages = await stagesOf(played);

  expect(played.outcomes()[0]).toBe('LeftDirty');
  expect(stages.filter(({ frozen }) => frozen).map(({ name }) => name)).toEqual(['prod']);
  expect(played.report.targets).toMatchObject({ b1: 'fix' });
  // A deployment that hangs proves nothing of the revision.
  expect(await quarantinedOf(played)).toEqual([]);
});

test('a deployment that ends after its release was left dirty is read again, and the ledger says it', async () => {
  const played = await play(
    oneTarget({ pipeline: 'gateTimeout: 1h', of: servers, more: 'deployTimeout: 20m, retries: 0' }),
    {
      builds: [build('new', '0s'), build('next', '2h')],
      misbehaviours: [
        { how: 'deployment', revision: 'new', target: 'live', outcome: 'succeeds', takes: '1h' },
      ],
    },
  );

  const [stage] = await stagesOf(played);
  const [installed] = await played.items(ranges.targets('shop'));
  const last = played.report.ledger.findLast(({ event }) => event === 'DeploymentEnded');

  expect(played.outcomes()).toEqual(['LeftDirty', 'Stopped']);
  expect(afterTheEnd(played, 'new')).toEqual(['DeploymentEnded']);
  expect(last!.text).toMatch(/^live: #1 .* deployed, .* succeeded, after its release had ended$/);
  expect(installed!.running).toMatchObject({ release: played.release('new').id });
  expect(stage!.frozen).toBeDefined();
  expect(await played.items(ranges.unproven())).toEqual([]);
});

test.each([
  ['JSON with a raw newline', '{"Cause":"one\ntwo","Error":"x"}'],
  ['JSON that is cut short', '{"errorMessage":"one'],
  ['JSON in JSON in JSON', JSON.stringify({ Cause: JSON.stringify({ Cause: '{"Cause":"\n"}' }) })],
  ['nothing but brackets', '{"'.repeat(15_000)],
  ['as much as fits', '\\"'.repeat(10_000)],
])('whoever stops a wave with %s for a cause, there is one end', async (_what, reason) => {
  const { of, outcomes, leftBehind } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new', '0s')],
    people: [{ at: '5m', does: 'stop', execution: 'wave', reason }],
  });

  expect(of('release')[0]!.error).toBe('Stopped');
  expect(outcomes()).toEqual(['Stopped']);
  expect(await leftBehind()).toEqual([]);
});

const quick = oneTarget({ bake: '{ for: 2m, judge: { mode: off } }' });

/** What the console says a release's execution ended in. */
const inConsole = ({ of }: Played) =>
  of('release').map(({ status, error, output }) => (status === 'FAILED' ? error : output.outcome));

test('an end that is decided is the console’s too, though what follows from it cannot be done yet', async () => {
  const fault = { call: 'dynamodb:DeleteItem', how: 'failsAfterEffect', for: '30m' };
  const played = await play(quick, {
    builds: [build('one', '0s')],
    calls: [{ ...fault, function: 'SettleRelease' }],
  });

  expect(inConsole(played)).toEqual(['Promoted']);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(await played.leftBehind()).toEqual([]);
});

test('an end that could not be told in time is what the console has said meanwhile', async () => {
  // The decision is the last that SettleRelease could write; then the table refuses everything for a while.
  const fault = { call: 'dynamodb:*', how: 'throttled', for: '30m', function: 'SettleRelease' };
  const calls = (onCall: number) => [{ ...fault, onCall }];
  const played = await Promise.all(
    [12, 14, 16, 18, 20].map((onCall) =>
      play(quick, { builds: [build('one', '0s')], calls: calls(onCall) }),
    ),
  );

  expect(played.map((each) => each.outcomes())).toEqual(played.map(inConsole));
  expect(played.map(({ ended }) => ended)).toEqual(played.map(() => true));
});
