// What is written down before anything is done to a target, and by whom it may be changed.

import type { Intent } from '../../core/intent.ts';
import { keys, ranges } from '../../core/keys.ts';
import { emptyTarget, type Installed, type Target } from '../../core/target.ts';
import { announce, changeIntent, type Installation, intend, orFailed } from '../../flows/intend.ts';
import { adapters, home, now } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

const AT = now.toISOString();
const FENCE = 7;
const artifact = { ...home, bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' };
const revisionOf = (digest: string) => ({
  ...{ digest, commit: 'c0ffee', artifact },
  build: { arn: 'arn:build', number: 1, startedAt: AT },
});
const running: Installed = { release: 'r0', revision: revisionOf('sha256:old'), at: AT };
const wanted: Installation = {
  ...{ token: 't', pipeline: 'shop', release: 'r1', wave: 0, fence: FENCE, doing: 'deploy' },
  target: {
    ...{ name: 'box', ...home, alarms: [] },
    ec2: { application: 'shop', deploymentGroup: 'box' },
  },
  revision: revisionOf('sha256:new'),
  ...{ retries: 1, limitSeconds: 600 },
};
const back: Installation = { ...wanted, doing: 'rollBack', takesBack: 'sha256:new' };
const mayPass = { result: 'Failed', reason: 'a host was lost', mayPass: true } as const;

async function made() {
  const { aws, ports, run } = adapters();
  await makeTable(aws);
  const key = keys.target('shop', 'box');
  const change = (does: (item: Target) => Target) =>
    run(() => ports.table.change(key, (item) => item && { item: does(item) }));
  await run(() =>
    ports.table.change(key, () => ({
      item: { ...emptyTarget('shop', 'box'), fence: 3, running },
    })),
  );
  return {
    intend: (what: Installation) => run(() => intend(ports, what)),
    announce: () => run(() => announce(ports, wanted)),
    failing: (at: string) =>
      run(() => orFailed(ports, wanted, at, () => Promise.reject(new Error('throttled')))),
    noting: (what: Installation) =>
      run(() => changeIntent(ports, what, (intent) => ({ ...intent, functionVersion: '9' }))),
    change,
    end: (end: Extract<Intent, { status: 'ended' }>['end']) =>
      change((item) => ({
        ...item,
        intent: { ...item.intent!, status: 'ended', end, functionVersion: '4', fromVersion: '3' },
      })),
    stored: () => run(() => ports.table.get(key)) as Promise<Target & { readonly intent: Intent }>,
    told: async () => {
      const all = await run(() => ports.table.list(ranges.ledger('shop')));
      return (all as { event: string; text: string }[]).map(
        ({ event, text }) => `${event} ${text}`,
      );
    },
  };
}

test('an intent is written once with the fence, and what runs stays known while it is brought something else', async () => {
  const target = await made();

  const first = await target.intend(wanted);
  const again = await target.intend({ ...wanted, revision: revisionOf('sha256:other') });

  expect(first).toMatchObject({
    release: 'r1',
    fence: FENCE,
    status: 'open',
    calls: { state: 'none' },
  });
  expect(first).not.toHaveProperty('attempt');
  expect(again).toEqual(first);
  expect(await target.stored()).toMatchObject({ fence: FENCE, running });
  expect(await target.told()).toHaveLength(1);
});

test('what failed and may pass is begun again between the same versions, and no more often than is allowed', async () => {
  const target = await made();
  await target.intend(wanted);
  await target.end(mayPass);

  const again = await target.intend(wanted);
  await target.end(mayPass);
  const last = await target.intend(wanted);

  expect(again).toMatchObject({
    status: 'open',
    attempt: 2,
    functionVersion: '4',
    fromVersion: '3',
  });
  expect(last).toMatchObject({ status: 'ended', attempt: 2 });
});

test('the way back of a deployment that has not ended takes its place, tells so, and leaves nothing known to run', async () => {
  const target = await made();
  await target.intend(wanted);

  const intent = await target.intend(back);

  expect(intent).toMatchObject({ doing: 'rollBack', takesBack: 'sha256:new', status: 'open' });
  expect(await target.stored()).not.toHaveProperty('running');
  expect((await target.told()).filter((line) => line.startsWith('DeploymentEnded'))).toEqual([
    expect.stringContaining('what was begun had not ended when its way back began'),
  ]);
});

test('of a deployment that has ended, and of another release’s, its way back tells nothing', async () => {
  const ended = await made();
  await ended.intend(wanted);
  await ended.end({ result: 'Succeeded', reason: 'done' });
  const others = await made();
  await others.intend({ ...wanted, release: 'r0' });

  await ended.intend(back);
  await others.intend(back);

  for (const target of [ended, others])
    expect((await target.told()).join()).not.toContain('DeploymentEnded');
});

test('calls are announced only for an intent that stands, of this very step, to a target with no higher fence', async () => {
  const target = await made();
  const none = await target.announce();
  await target.intend({ ...wanted, wave: 1 });
  const ofAnother = await target.announce();
  await target.intend(wanted);
  const at = await target.announce();
  await target.end({ result: 'GivenUp', reason: 'its release was ended' });
  const ended = await target.announce();
  const taken = await made();
  await taken.intend(wanted);
  await taken.change((item) => ({ ...item, fence: FENCE + 1 }));

  for (const refused of [none, ofAnother, ended, await taken.announce()])
    expect(refused).toMatchObject({ name: 'LeaseLost' });
  expect(at).toMatch(/^2026-11-20T09:00/);
});

test('calls that failed are noted as such by whoever announced them alone', async () => {
  const target = await made();
  await target.intend(wanted);
  const at = String(await target.announce());

  expect(await target.failing('2026-11-20T08:00:00.000Z')).toMatchObject({ message: 'throttled' });
  const others = await target.stored();
  expect(await target.failing(at)).toMatchObject({ message: 'throttled' });

  expect(others.intent.calls).toEqual({ state: 'announced', at });
  expect((await target.stored()).intent.calls).toMatchObject({ state: 'failed', at });
});

test('an intent is changed by its own step, and by nobody once the target is sealed against it', async () => {
  const target = await made();
  await target.intend(wanted);

  await target.noting({ ...wanted, release: 'r2' });
  await target.noting({ ...wanted, wave: 1 });
  await target.noting(back);
  const untouched = await target.stored();
  await target.noting(wanted);
  const noted = await target.stored();
  await target.change((item) => ({
    ...item,
    fence: FENCE + 1,
    intent: { ...item.intent!, functionVersion: '1' },
  }));
  await target.noting(wanted);

  expect(untouched.intent).not.toHaveProperty('functionVersion');
  expect(noted.intent).toMatchObject({ functionVersion: '9' });
  expect((await target.stored()).intent).toMatchObject({ functionVersion: '1' });
});

test('a late hand of a wave that has left the target behind writes nothing; another release, and a way back, do', async () => {
  const target = await made();
  const behind = { release: 'r1', revision: revisionOf('sha256:new'), stage: 'prod', since: AT };
  await target.change((item) => ({ ...item, behind: { ...behind, reason: 'it failed' } }));

  expect(String(await target.intend(wanted))).toContain('which it has left behind');
  expect(await target.stored()).not.toHaveProperty('intent');
  expect(await target.intend(back)).toMatchObject({ doing: 'rollBack' });
  expect(await target.intend({ ...wanted, release: 'r2' })).toMatchObject({ release: 'r2' });
});
