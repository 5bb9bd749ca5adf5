// Tests that run in another account and region than Tidegate: with a role there, by the events from there.

import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const FAR = { account: '333344445555', region: 'eu-central-1' };
const AT = `account: "${FAR.account}", region: ${FAR.region}`;
const DAY = { baseline: 'old', builds: [build('new')] };

const KINDS = {
  project: `{ name: check, project: shop-check, ${AT}, timeout: 20m }`,
  lambda: `{ name: check, lambda: "shop-smoke:live", ${AT}, timeout: 10m }`,
  synthetics: `{ name: check, synthetics: [shop-browse], ${AT}, timeout: 15m }`,
  experiment: `{ name: check, experiment: EXT4mYzfPsBbWzT, ${AT}, timeout: 30m }`,
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

const testing = (kind: Kind, of: ScenarioInput = {}, more: Parameters<typeof play>[2] = {}) =>
  play(oneTarget({ more: `tests: [${KINDS[kind]}]` }), { ...DAY, ...of }, more);

/** How a call is named that starts one of each kind. */
const STARTS: Readonly<Record<Kind, string>> = {
  project: 'StartBuild',
  lambda: 'Invoke',
  synthetics: 'StartCanary',
  experiment: 'StartExperiment',
};
const placeOfCall = ({ call }: { readonly call: typeof FAR }) => ({
  account: call.account,
  region: call.region,
});

/** How long it takes by itself, and a little more: what the sweep finds comes later. */
const SOON_MILLIS = 200_000;

test.each(kinds)('%s is started there, once, and its end is heard of by an event', async (kind) => {
  const { release, report, calls, leftBehind } = await testing(kind);

  expect(release('new').outcome).toBe('Promoted');
  const at = (event: string) => Date.parse(report.ledger.find((it) => it.event === event)!.at);
  expect(at('TestEnded') - at('TestStarted')).toBeLessThan(SOON_MILLIS);
  const started = calls.filter(
    ({ operation, functionName }) =>
      operation === STARTS[kind] && (kind !== 'lambda' || functionName === 'CallElsewhere'),
  );
  expect(started.map(placeOfCall)).toEqual([FAR]);
  expect(await leftBehind()).toEqual([]);
});

test.each(kinds)('%s that fails takes its stage back', async (kind) => {
  const status = kind === 'experiment' ? 'STOPPED' : 'FAILED';
  const misbehaviours = [{ how: 'test', revision: 'new', test: 'check', status }];

  const { release, leftBehind } = await testing(kind, { misbehaviours });

  expect(release('new').outcome).toBe(kind === 'experiment' ? 'Stopped' : 'RolledBack');
  expect(await leftBehind()).toEqual([]);
});

test.each(kinds)('%s whose start dies after it took effect comes to its end', async (kind) => {
  const name = kind === 'lambda' ? 'CallElsewhere' : 'RunTest';
  const call = {
    project: 'codebuild:StartBuild',
    lambda: 'lambda:Invoke',
    synthetics: 'synthetics:StartCanary',
    experiment: 'fis:StartExperiment',
  }[kind];
  const deaths = [{ function: name, call, dies: 'after' }];

  const { release, report, leftBehind } = await testing(kind, { deaths });

  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(1);
  expect(await leftBehind()).toEqual([]);
});

test('a caller that dies each time makes no verdict: a person is asked, after the retries of the test', async () => {
  const deaths = Array.from({ length: 12 }, () => ({
    function: 'CallElsewhere',
    call: 'lambda:Invoke',
    dies: 'after',
  }));

  const { release, report } = await testing('lambda', { deaths });

  expect(release('new').outcome).toBe('Stopped');
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(2);
});

test.each(kinds)('%s whose events are lost is found by the sweep', async (kind) => {
  const events = ['aws.codebuild', 'aws.states', 'aws.synthetics', 'aws.fis'].map((source) => ({
    source,
    how: 'lost',
  }));

  const { release, leftBehind } = await testing(kind, { events });

  expect(release('new').outcome).toBe('Promoted');
  expect(await leftBehind()).toEqual([]);
});

test.each(['late', 'doubled'])('events from there that are %s change nothing', async (how) => {
  const events = [{ source: 'aws.fis', how, times: 9 }];

  const { release, report, leftBehind } = await testing('experiment', { events });

  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.filter(({ event }) => event === 'TestEnded')).toHaveLength(1);
  expect(await leftBehind()).toEqual([]);
});

test('while that region is gone nothing is said of the test, and it is asked again afterwards', async () => {
  const regions = [{ region: FAR.region, from: '10m', for: '4m' }];

  const { release, leftBehind } = await testing('project', { regions });

  expect(release('new').outcome).toBe('Promoted');
  expect(await leftBehind()).toEqual([]);
});

const without = async ({ aws }: World) =>
  ['tests', 'reads'].forEach((role) => {
    const arn = `arn:aws:iam::${FAR.account}:role/tidegate-local-${role}`;
    aws.sts.trust({ arn, trusts: () => false, allows: () => false });
  });

test.each(kinds)(
  '%s in an account whose role is gone says nothing: a person is asked',
  async (kind) => {
    const { release, report, leftBehind } = await testing(kind, {}, { prepare: without });

    expect(release('new').outcome).toBe('Stopped');
    expect(report.targets.live).toBe('new');
    expect(await leftBehind()).toEqual([]);
  },
);

test('a project without the tag is not started', async () => {
  const untagged = async ({ aws }: World) =>
    aws.codeBuild.addProject({ ...FAR, name: 'shop-check', source: { type: 'NO_SOURCE' } });

  const { release, report } = await testing('project', {}, { prepare: untagged });

  expect(release('new').outcome).toBe('Stopped');
  expect(release('new').reason).toMatch(/codebuild:StartBuild/);
  expect(report.ledger.some(({ event }) => event === 'RevisionQuarantined')).toBe(false);
});

const LOADED = oneTarget({
  of: target('live', { account: '"222233334444"' }),
  bake: `{ for: 20m, load: { project: shop-load, required: true, ${AT} } }`,
});

test('the load of a bake runs there, and is stopped there with its bake', async () => {
  const { release, calls, report, leftBehind } = await play(LOADED, DAY);

  expect(release('new').outcome).toBe('Promoted');
  const done = calls.filter(({ operation }) => /^(Start|Stop)Build$/.test(operation));
  expect(done.map((made) => [made.operation, placeOfCall(made)])).toEqual([
    ['StartBuild', FAR],
    ['StopBuild', FAR],
  ]);
  expect(report.ledger.find(({ event }) => event === 'LoadStarted')?.text).toBe(
    'load started: shop-load in 333344445555 eu-central-1',
  );
  expect(await leftBehind()).toEqual([]);
});

test('an experiment there is stopped there as a person stops its release', async () => {
  const { release, calls } = await testing('experiment', {
    misbehaviours: [{ how: 'test', revision: 'new', test: 'check', status: 'TIMED_OUT' }],
    people: [{ at: '14m', does: 'stop', revision: 'new' }],
  });

  expect(release('new').outcome).toBe('Stopped');
  const stopped = calls.filter(({ operation }) => operation === 'StopExperiment');
  expect(stopped.map(placeOfCall)).toContainEqual(FAR);
});
