// How a release is ended, where the paths cannot see it: what a late settlement finds, and what it leaves alone.

import type { CallFault, FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { gateAnswer } from '../../core/gate/gate-answer.ts';
import { type Intent, resultOf } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import type { Release } from '../../core/release.ts';
import type { Revision } from '../../core/revision.ts';
import { emptyStage, type Stage } from '../../core/stage.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import type { OpenedWave } from '../../core/wave.ts';
import { markBaked } from '../../flows/end-wave.ts';
import { leaveAll } from '../../flows/leave-all.ts';
import { settleTarget } from '../../flows/look-at-deployment.ts';
import type { Ports } from '../../flows/ports.ts';
import { sealRelease } from '../../flows/seal.ts';
import { settleAtEnd, settleExecution } from '../../flows/settle.ts';
import { adapters, home, now } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';
import { oneTarget } from '../paths/pipelines.ts';

const EXECUTION = 'arn:execution';
const AT = now.toISOString();
const FENCE = 1;

const revision: Revision = {
  digest: 'sha256:new',
  commit: 'c0ffee',
  artifact: { ...home, bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' },
  build: { arn: 'arn:build', number: 1, startedAt: AT },
};
const release: Release = {
  ...{ kind: 'release', id: 'r1', pipeline: 'shop', revision, attempt: 1, execution: EXECUTION },
  ...{ definitionVersion: 1, waveCount: 1, startedAt: AT, status: 'running' },
};
const [plan] = planOf(parsePipeline(oneTarget(), 'shop.yml'));
const wave: OpenedWave = {
  ...{ kind: 'wave', pipeline: 'shop', release: 'r1', plan: plan!, tests: {} },
  ...{ openedAt: AT, fence: FENCE, status: 'ended', reached: 'targets' },
  end: { outcome: 'Passed', bakedAt: AT },
};
const intent: Intent = {
  ...{ release: 'r1', wave: 0, doing: 'deploy', revision, startedAt: AT, fence: FENCE },
  ...{ status: 'open', calls: { state: 'none' } },
};
const candidate = {
  ...{ release: 'r1', execution: EXECUTION, digest: revision.digest },
  order: { startedAt: AT, number: 1 },
};

async function made(
  target: Partial<Target> = {},
  kept: Release = release,
  fault?: (call: FaultedCall) => CallFault | undefined,
) {
  const { aws, clock, ports: bare, run } = adapters(fault && { fault });
  const counted: unknown[][] = [];
  const ports: Ports = { ...bare, count: (...count) => void counted.push(count) };
  await makeTable(aws);
  const { table } = ports;
  const entered = gateAnswer(emptyStage('shop', 'prod'), candidate, { now: AT }) as {
    stage: Stage;
  };
  const item = { ...emptyTarget('shop', 'live'), fence: FENCE, ...target };
  await run(async () => {
    await table.change(keys.stage('shop', 'prod'), () => ({ item: entered.stage }));
    await table.change(keys.wave('r1', 0), () => ({ item: wave }));
    await table.change(keys.target('shop', 'live'), () => ({ item }));
    await table.change(keys.release('shop', 'r1'), () => ({ item: kept }));
  });
  const open = { pipeline: 'shop', release: 'r1', execution: EXECUTION, since: AT };
  return {
    ...{ clock, ports, run, open, counted },
    putOpen: () => run(() => table.put(keys.open(EXECUTION), open)),
    isOpen: async () => (await run(() => table.get(keys.open(EXECUTION)))) !== undefined,
    target: async () => (await run(() => table.get(keys.target('shop', 'live')))) as Target,
    stage: async () => (await run(() => table.get(keys.stage('shop', 'prod')))) as Stage,
    settle: () =>
      run(() => settleExecution(ports, EXECUTION, { claimed: 'Unknown', reason: 'why' })),
  };
}

test('its machine is told the same end again, where the first answer was lost; whoever comes then forgets it', async () => {
  const { run, ports, putOpen, isOpen, settle } = await made();
  await putOpen();
  const asked = () =>
    run(() => settleAtEnd(ports, EXECUTION, { claimed: 'Promoted', reason: 'all waves passed' }));

  const first = await asked();
  const second = await asked();

  expect(first).toMatchObject({ outcome: expect.not.stringMatching('Refused') });
  expect(second).toEqual(first);
  expect(await isOpen()).toBe(true);
  expect(await settle()).toEqual(first);
  expect(await isOpen()).toBe(false);
});

test('a target gets the fence of the seal, above the one that the release has had', async () => {
  const { ports, run, target, stage } = await made();

  await run(() => sealRelease(ports, release));

  expect((await target()).fence).toBe((await stage()).sealed!.r1!.fence);
  expect((await target()).fence).toBeGreaterThan(FENCE);
});

test('once a target is sealed, its settlement alone says how an intent ended', async () => {
  const { ports, run, target } = await made({ intent, fence: FENCE + 1 });
  const of = { pipeline: 'shop', release: 'r1', target: 'live' };
  const end = { result: 'Succeeded', reason: 'it did' } as const;

  await run(() => settleTarget(ports, of, end));
  const before = await target();
  await run(() => settleTarget(ports, of, end, 'settlement'));

  expect(before.intent?.status).toBe('open');
  expect(resultOf((await target()).intent)).toBe('Succeeded');
});

test.each([
  ['what runs has baked', FENCE, 'r1'],
  ['somebody has come to the target since: it is theirs', FENCE + 1, undefined],
])('a wave that passed marks its target, where %s', async (_what, fence, baked) => {
  const running = { release: 'r1', revision, at: AT };
  const { ports, run, target } = await made({ running, fence });

  await run(() => markBaked(ports, wave));

  expect((await target()).baked?.release).toBe(baked);
});

test('an end is counted once, though the answer of its write was lost and it is settled again', async () => {
  let lost = 0;
  const { settle, putOpen, counted } = await made({}, release, ({ operation, input }) => {
    const text = JSON.stringify(input);
    const isEnd =
      text.includes('"kind":{"S":"release"}') && text.includes('"status":{"S":"ended"}');
    if (operation !== 'PutItem' || lost > 0 || !isEnd) return undefined;
    lost += 1;
    return { errorAfterEffect: true };
  });
  await putOpen();

  const first = await settle();
  await putOpen();
  const second = await settle();

  expect(lost).toBe(1);
  expect(second).toEqual(first);
  expect(counted).toEqual([['ReleasesEnded', (first as { outcome: string }).outcome]]);
});

test('what was decided of a release stands, whatever a later settlement would find', async () => {
  const settling = {
    outcome: 'Stopped',
    reason: 'decided',
    waves: ['Stopped'],
    dirty: [],
  } as const;
  const { settle, putOpen, stage } = await made({}, { ...release, status: 'settling', settling });
  await putOpen();

  expect(await settle()).toEqual({ outcome: 'Stopped', reason: 'decided' });

  expect((await stage()).lease).toBeUndefined();
});

test('an execution that ended before its claim was written stays open while the claim may still come', async () => {
  const { settle, putOpen, isOpen, clock, run } = await made(
    {},
    { ...release, execution: 'arn:another' },
  );
  await putOpen();

  await settle();
  const before = await isOpen();
  await run(() => clock.sleep(300));
  await settle();

  expect(before).toBe(true);
  expect(await isOpen()).toBe(false);
});

test.each([
  ['holds', 'r1', true],
  ['has left', undefined, true],
  ['has left, and another has entered since,', 'r2', false],
])('a dirty stage that the release %s is frozen or told of', async (_, holder, isFrozen) => {
  const { ports, run } = await made();
  const key = keys.stage('shop', 'prod');
  const settlement = { outcome: 'LeftDirty', reason: 'why', waves: ['LeftDirty'] } as const;

  const left = await run(async () => {
    await ports.table.change(key, (stage) => {
      const { lease, ...left } = stage!;
      return { item: holder ? { ...left, lease: { ...lease!, release: holder } } : left };
    });
    return leaveAll(ports, release, [wave], { ...settlement, dirty: ['prod'] });
  });

  const after = await run(() => ports.table.get(key));
  expect(after).toMatchObject(
    isFrozen ? { frozen: { release: 'r1' } } : { lease: { release: 'r2' } },
  );
  expect(after).not.toHaveProperty(isFrozen ? 'lease' : 'frozen');
  const open = isFrozen ? [] : ['stage prod is not frozen: release r2 is there'];
  expect(left).toMatchObject({ open });
});
