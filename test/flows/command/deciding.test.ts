// What people say of a stage's plan: before its gate is reached, at the gate, twice with one key.

import { pathOf } from '../../../core/command/permission.ts';
import { approve } from '../../../flows/command/approve.ts';
import { reportOf } from '../../../simulation/report.ts';
import { build, target } from '../../paths/pipelines.ts';
import type { ScenarioInput } from '../../paths/played.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const asked = `pipeline: shop
source: { project: shop-build }
stages:
  - name: beta
    targets:
      - ${target('beta')}
    bake: { for: 1h }
  - name: prod
    approvals: { by: [keeper] }
    targets:
      - ${target('live')}
    bake: { for: 1h }
`;

const people = `policy: acme
people:
  ada: { git: [ada@example.com], principals: ["${ADA}"] }
roles: { keeper: [ada] }
`;

const APPROVE = { pipeline: 'shop', what: 'latest', reason: 'reviewed' };

function world(more: ScenarioInput = {}) {
  return shop({ policies: [{ at: '0s', file: 'policy.yml' }], ...more }, asked, people);
}

async function ends(of: Awaited<ReturnType<typeof shop>>) {
  await of.play();
  return (await reportOf(of)).releases.map(({ outcome }) => outcome);
}

test('a plan that was rejected ahead of its gate is approved by nobody, and the release stops there', async () => {
  const shopping = await world();
  await playOn(shopping, 30);
  const rejected = await give(shopping, 'reject', APPROVE, { as: EVE });
  const approved = await give(shopping, 'approve', APPROVE);

  expect(rejected.told.did).toEqual([
    expect.stringMatching(/^plan \w{12} of prod rejected by .*eve: reviewed$/),
    'the release stops in front of prod',
  ]);
  expect(approved).toMatchObject({
    status: 422,
    told: { message: expect.stringContaining('rejected by eve (strangers): reviewed; it stops') },
  });
  expect(await ends(shopping)).toEqual(['Stopped']);
});

test('somebody who rejects while another reads is not passed over', async () => {
  const shopping = await world();
  await playOn(shopping, 30);
  const path = pathOf('approve');
  const { told } = await send(shopping, { ...APPROVE, preview: true }, { path });
  await give(shopping, 'reject', APPROVE, { as: EVE });

  const stale = await send(shopping, { ...APPROVE, seen: told.seen }, { path });

  expect(stale.status).toBe(422);
  expect(await ledgerOf(shopping, 'StageApproved')).toEqual([]);
});

test('an approval ahead of the gate says what is waited for, and given twice with one key counts once', async () => {
  const shopping = await world();
  await playOn(shopping, 30);
  const path = pathOf('approve');
  const { told } = await send(shopping, { ...APPROVE, preview: true }, { path });
  const body = { ...APPROVE, seen: told.seen, key: 'once-and-no-more' };

  const first = await send(shopping, body, { path });
  const second = await send(shopping, body, { path });

  expect(first.told.did).toEqual([
    expect.stringContaining('approved by'),
    'the gate of prod is shut still: the release is not there yet',
  ]);
  expect(second.told).toMatchObject({ repeated: true, did: first.told.did });
  expect(await ledgerOf(shopping, 'StageApproved')).toHaveLength(1);
  expect(await ends(shopping)).toEqual(['Promoted']);
});

test('an approval whose function died as the gate opened is given again, and says that it is open', async () => {
  const dies = { function: 'OnLet', call: 'states:SendTaskSuccess', dies: 'after' as const };
  const shopping = await world({ deaths: [dies] });
  await playOn(shopping, 150);
  const path = pathOf('approve');
  const { told } = await send(shopping, { ...APPROVE, preview: true }, { path });
  const body = { ...APPROVE, seen: told.seen, key: 'once-and-no-more' };

  await expect(send(shopping, body, { path })).rejects.toThrow('Internal Server Error');
  await playOn(shopping, 1);
  const second = await send(shopping, body, { path });

  expect(second.told.did).toEqual([
    expect.stringContaining('approved by'),
    'the gate of prod is open',
  ]);
  expect(await ledgerOf(shopping, 'StageApproved')).toHaveLength(1);
});

test('who rejects while the gate is looked at stops the release, though their command fails half-way', async () => {
  const slow = { call: 'cloudwatch:DescribeAlarms', how: 'slow' as const, by: '10s' };
  const shopping = await world({
    calls: [
      { ...slow, function: 'OnLet' },
      { call: 'states:SendTaskSuccess', how: 'denied', function: 'OnStop', for: '5h' },
    ],
    people: [
      {
        as: EVE,
        does: 'reject' as const,
        release: 'latest',
        reason: 'no',
        onCall: { function: 'OnLet', call: 'cloudwatch:DescribeAlarms' },
      },
    ],
  });
  await playOn(shopping, 152);

  const approved = await give(shopping, 'approve', APPROVE);

  expect(approved.status).toBe(200);
  expect(await ends(shopping)).toEqual(['Stopped']);
  expect(await ledgerOf(shopping, 'StageRejected')).toHaveLength(1);
  expect(await ledgerOf(shopping, 'WaveStarted')).toHaveLength(1);
});

test('nobody approves whom the policy does not map, nor the author: they are told why', async () => {
  const shopping = await world({ builds: [build('new', '0s')] });
  const own = await world({ builds: [{ ...build('new', '0s'), author: 'ada@example.com' }] });
  await playOn(shopping, 30);
  await playOn(own, 30);

  const unmapped = await give(shopping, 'approve', APPROVE, { as: EVE });
  const author = await give(own, 'approve', APPROVE);

  expect([unmapped.status, author.status]).toEqual([422, 422]);
  expect(unmapped.told.message).toContain('the policy maps no git identity to them');
  expect(author.told.message).toContain('they are the author of the change');
  expect(await ledgerOf(own, 'StageApproved')).toEqual([]);
});

test('an approval that was seen before somebody rejected is none, and says so', async () => {
  const shopping = await world();
  await playOn(shopping, 30);
  const path = pathOf('approve');
  const { told } = await send(shopping, { ...APPROVE, preview: true }, { path });
  await give(shopping, 'reject', APPROVE, { as: EVE });
  const { release, stage, plan } = told.facts as Record<string, string>;
  const by = { arn: ADA, principal: ADA, name: 'ada' };
  const order = {
    ...{ body: { ...APPROVE, preview: false }, by, at: '2026-11-23T09:40:00.000Z', door: '/let' },
  };

  const { did } = await approve.act(shopping.onlooker, order, {
    ...{ about: '', changes: [], seen: {}, facts: {}, carries: { release, stage, plan } },
  });

  expect(did).toEqual([expect.stringMatching(/^nothing: rejected by eve/)]);
  expect(await ledgerOf(shopping, 'StageApproved')).toEqual([]);
});
