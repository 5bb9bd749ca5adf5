// A target refuses whoever has a lower fence than it has seen, at each write of an installation.

import { type Intent, withDeployment } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { planOf } from '../../core/plan.ts';
import type { Revision } from '../../core/revision.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';
import { install } from '../../flows/install.ts';
import type { Installation } from '../../flows/intend.ts';
import type { Ports } from '../../flows/ports.ts';
import { type Adapters, adapters, home } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';
import { oneTarget } from '../paths/pipelines.ts';

const FENCE = 7;

const target: TargetDefinition = {
  name: 'box',
  ...home,
  ec2: { application: 'shop', deploymentGroup: 'box' },
  alarms: [],
};

const key = keys.target('shop', 'box');

type Step = 'find' | 'running' | 'start';

async function stored({ aws }: Adapters): Promise<Revision> {
  await makeTable(aws);
  aws.s3.objects.create('artifacts', home.account, home.region);
  const { versionId, eTag } = aws.s3.objects.put('artifacts', 'shop.zip', { body: 'first' });
  const group = { ...home, application: 'shop', name: 'box', platform: 'Server' as const };
  aws.codeDeploy.addGroup({ ...group, instances: ['i-1'] });
  const version = { version: versionId, eTag: eTag.replaceAll('"', '') };
  return {
    digest: 'sha256:new',
    commit: 'c0ffee',
    artifact: { ...home, bucket: 'artifacts', key: 'shop.zip', ...version },
    build: { arn: 'arn:build', number: 1, startedAt: '2026-11-20T08:00:00Z' },
  };
}

/** The ports, with somebody who comes to the target at one step of an installation. */
function meeting(ports: Ports, { at, does }: Met): Ports {
  const before =
    <Given extends unknown[], Result>(step: Step, call: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      if (step === at)
        await ports.table.change(key, (item) => item && does && { item: does(item) });
      return call(...given);
    };
  const { find, running, start } = ports.deployments;
  const deployments = {
    ...ports.deployments,
    find: before('find', find),
    running: before('running', running),
    start: before('start', start),
  };
  return { ...ports, deployments };
}

interface Met {
  readonly at?: Step;
  readonly does?: (target: Target) => Target;
}

const raisedTo = (fence: number) => (item: Target) => ({ ...item, fence });

/** A target that has seen a fence. */
async function made(fence: number, met: Met = {}) {
  const played = adapters();
  const { clock, ports, calls, run } = played;
  const revision = await stored(played);
  const [plan] = planOf(parsePipeline(oneTarget(), 'shop.yml'));
  const wave: Wave = {
    kind: 'wave',
    pipeline: 'shop',
    release: 'r1',
    plan: { ...plan!, targets: [target] },
    status: 'open',
    openedAt: '2026-11-20T08:58:00Z',
    fence: 1,
    tests: {},
  };
  await run(() => ports.table.put(keys.wave('r1', 0), wave));
  const item = { ...emptyTarget('shop', 'box'), fence };
  await run(() => ports.table.change(key, () => ({ item })));
  const installation: Installation = {
    ...{ token: 't', pipeline: 'shop', release: 'r1', wave: 0 },
    ...{ target, revision, doing: 'deploy', fence: FENCE, retries: 1, limitSeconds: 3_600 },
  };
  const intent: Intent = {
    ...{ release: 'r1', wave: 0, doing: 'deploy', revision, fence },
    startedAt: '2026-11-20T08:59:00Z',
    status: 'open',
    calls: { state: 'none' },
  };
  return {
    clock,
    calls,
    run,
    install: () => run(() => install(meeting(ports, met), installation)),
    /** An intent that another hand of the same step has written. */
    write: (calls: Intent['calls']) =>
      run(() =>
        ports.table.change(key, () => ({ item: { ...item, intent: { ...intent, calls } } })),
      ),
    intent: async () => ((await run(() => ports.table.get(key))) as Target).intent,
  };
}

test('whoever has the fence that the target has seen deploys to it', async () => {
  const { install, intent, calls } = await made(FENCE);

  await install();

  expect(calls).toContain('CreateDeployment');
  expect(await intent()).toMatchObject({
    release: 'r1',
    calls: { state: 'started', deployment: expect.any(String) },
  });
});

test('whoever has a fence lower by one writes no intent', async () => {
  const { install, intent, calls } = await made(FENCE + 1);

  expect(await install()).toMatchObject({ name: 'LeaseLost' });

  expect(await intent()).toBeUndefined();
  expect(calls).not.toContain('CreateDeployment');
});

test.each(['find', 'running'] as const)(
  'a fence that is raised by one before it %ss what was started forbids the call',
  async (at) => {
    const { install, intent, calls } = await made(FENCE, { at, does: raisedTo(FENCE + 1) });

    expect(await install()).toMatchObject({ name: 'LeaseLost' });

    expect(await intent()).toMatchObject({ calls: { state: 'none' } });
    expect(calls).not.toContain('CreateDeployment');
  },
);

test('a fence that is raised during the call leaves what it started to be found by its mark', async () => {
  const { install, intent, calls } = await made(FENCE, {
    at: 'start',
    does: raisedTo(FENCE + 1),
  });

  await install();

  expect(calls).toContain('CreateDeployment');
  expect(await intent()).toMatchObject({ calls: { state: 'announced', at: expect.any(String) } });
});

test('of two hands one calls at a time, and the second once the first can no longer live', async () => {
  const { install, calls, clock, run, write } = await made(FENCE);
  await write({ state: 'announced', at: clock.now().toISOString() });

  const tooSoon = await install();
  await run(() => clock.sleep(80));
  const later = await install();

  expect(tooSoon).toMatchObject({ name: 'NotReady' });
  expect(later).toBeUndefined();
  expect(calls.filter((call) => call === 'CreateDeployment')).toHaveLength(1);
});

test('what another hand has started since it was looked for is not started again', async () => {
  const { install, calls } = await made(FENCE, {
    at: 'running',
    does: ({ intent, ...item }) => ({
      ...item,
      ...(intent && { intent: withDeployment(intent, 'd-1') }),
    }),
  });

  expect(await install()).toMatchObject({ name: 'NotReady' });

  expect(calls).not.toContain('CreateDeployment');
});
