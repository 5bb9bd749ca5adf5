// Which targets a wave may leave behind, by what the table knows of them.

import type { Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import type { Release } from '../../core/release.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';
import { leaveBehind, weighFailed } from '../../flows/leave-behind.ts';
import { adapters, home, now } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

const AT = now.toISOString();
const artifact = { ...home, bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' };
const revision = {
  ...{ digest: 'sha256:new', commit: 'c0ffee', artifact },
  build: { arn: 'arn:build', number: 1, startedAt: AT },
};
const before = { release: 'r0', revision: { ...revision, digest: 'sha256:old' }, at: AT };
const asked = { pipeline: 's', release: 'r1', wave: 0 };

const targets = ['a', 'b', 'c', 'd'].map(
  (name) =>
    `{ name: ${name}, account: "111122223333", region: eu-west-1, alarms: [${name}, all], ec2: { application: s, deploymentGroup: ${name} } }`,
);
const [plan] = planOf(
  parsePipeline(
    `{ pipeline: s, source: { project: b }, stages: [{ name: p, minHealthy: 3, targets: [${targets.join(', ')}] }] }`,
    's.yml',
  ),
);

type End = Extract<Intent, { status: 'ended' }>['end'];
const failed: End = { result: 'Failed', reason: 'a host was lost' };
const succeeded: End = { result: 'Succeeded', reason: 'done' };

function intentOf(end: End | 'open', doing: Intent['doing'] = 'deploy'): Intent {
  const common = {
    ...{ release: 'r1', wave: 0, doing, revision, startedAt: AT, fence: 1 },
    calls: { state: 'started' as const, at: AT, deployment: 'd-1' },
  };
  return end === 'open' ? { ...common, status: 'open' } : { ...common, status: 'ended', end };
}

const meant = (calls: Intent['calls']): Intent => ({ ...intentOf('open'), calls });
const has = (name: string): Target => ({
  ...emptyTarget('s', name),
  intent: intentOf(succeeded),
  running: { release: 'r1', revision, at: AT },
});
const is = (intent: Intent | undefined, more: Partial<Target> = {}): Target => ({
  ...emptyTarget('s', 'd'),
  ...(intent && { intent }),
  ...more,
});

/** Three targets have it, and the fourth is as it is said; what the wave has besides. */
async function made(fourth: Target, more: Partial<Wave> = {}, kept = fourth.name) {
  const { aws, ports, run } = adapters();
  await makeTable(aws);
  const wave = {
    ...{ kind: 'wave', pipeline: 's', release: 'r1', plan, status: 'open' },
    ...{ openedAt: AT, fence: 1, tests: {}, ...more },
  } as Wave;
  const release: Release = {
    ...{
      kind: 'release' as const,
      id: 'r1',
      pipeline: 's',
      revision,
      attempt: 1,
      execution: 'arn:e',
    },
    ...{ definitionVersion: 1, waveCount: 1, startedAt: AT, status: 'running' as const },
  };
  await run(() => ports.table.change(keys.wave('r1', 0), () => ({ item: wave })));
  await run(() => ports.table.change(keys.release('s', 'r1'), () => ({ item: release })));
  for (const item of [has('a'), has('b'), has('c'), { ...fourth, name: kept }])
    await run(() => ports.table.change(keys.target('s', item.name), () => ({ item })));
  return {
    weigh: () => run(() => weighFailed(ports, asked)),
    leave: () => run(() => leaveBehind(ports, asked)),
    wave: () => run(() => ports.table.get(keys.wave('r1', 0))) as Promise<Wave>,
    target: () => run(() => ports.table.get(keys.target('s', 'd'))) as Promise<Target>,
  };
}

test.each([
  ['failed', is(intentOf(failed)), ['d']],
  ['was never begun', is(undefined), ['d']],
  ['was sent back', is(intentOf({ result: 'GivenUp', reason: 'sent back' })), ['d']],
  ['was meant, and never called', is(meant({ state: 'none' })), ['d']],
  ['may still be called', is(meant({ state: 'announced', at: AT })), []],
  ['is under way, as far as anybody knows', is(intentOf('open')), []],
  ['was stopped by an alarm', is(intentOf({ ...failed, blamesRevision: true })), []],
  ['is somebody else’s now', is(intentOf({ result: 'Moved', reason: 'anna' })), []],
  ['lacks a consent', is(intentOf({ result: 'GivenUp', reason: 'nobody consented' })), []],
] as const)('a target whose deployment %s', async (_what, fourth, takes) => {
  const world = await made(fourth);

  expect(await world.weigh()).toMatchObject({ takes });
});

test.each([
  ['an alarm has fired', { harm: { at: AT, reason: 'it burns', charges: [] } }],
  ['another slice has failed', { halted: { at: AT, reason: 'prod 2 of 3', stops: true } }],
] as const)('nothing is left behind where %s', async (_what, more) => {
  const world = await made(is(intentOf(failed)), more as unknown as Partial<Wave>);

  expect(await world.weigh()).toMatchObject({ takes: [] });
  expect(await world.leave()).toMatchObject({ left: false });
});

test('a slice of which none got it fails its wave, however many may', async () => {
  const own = { ...plan!, targets: plan!.targets.slice(3) };
  const world = await made(is(intentOf(failed)), { plan: own });

  expect(await world.weigh()).toEqual({ takes: [], reason: 'none of its targets got it' });
});

test('what is proven to be back is marked, named, and no target of the wave any more', async () => {
  const world = await made(is(intentOf(succeeded, 'rollBack'), { running: before }));
  await world.weigh();

  const left = await world.leave();
  const again = await world.leave();

  expect(left).toEqual({ left: true, targets: ['a', 'b', 'c'], reason: '' });
  expect(again).toEqual(left);
  expect(await world.target()).toMatchObject({ behind: { release: 'r1', stage: 'p' } });
  const wave = await world.wave();
  expect(wave.behind?.map(({ target }) => target.name)).toEqual(['d']);
  expect(wave.plan.targets.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('a target that nobody has ever written of is marked as well', async () => {
  const world = await made(is(undefined), {}, 'e');
  await world.leave();

  expect(await world.target()).toMatchObject({ behind: { release: 'r1' }, fence: 1 });
});

test('a hand that comes after its release has been ended marks nothing', async () => {
  const back = { ...is(intentOf(succeeded, 'rollBack'), { running: before }), fence: 2 };
  const world = await made(back);

  expect(await world.leave()).toMatchObject({
    left: false,
    reason: expect.stringContaining('another release has taken over'),
  });
  expect(await world.target()).toEqual(back);
});

test.each([
  ['is still on its way back', is(intentOf('open', 'rollBack'))],
  ['could not be taken back', is(intentOf(failed, 'rollBack'))],
  [
    'has no way back',
    is(intentOf({ result: 'GivenUp', reason: 'sent back' }), {
      stays: { release: 'r1', reason: 'nothing ever baked there' },
    }),
  ],
  ['was not taken back at all', is(intentOf(failed))],
] as const)('a target that %s is not left behind', async (_what, fourth) => {
  const world = await made(fourth);

  expect(await world.leave()).toMatchObject({ left: false });
  expect(await world.target()).not.toHaveProperty('behind');
  expect((await world.wave()).plan.targets).toHaveLength(4);
});
