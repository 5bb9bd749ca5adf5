// What is known of a run though it is told late: what a version was that is gone, and how a deployment ended that ran
// on after its release.

import { nothingAfterTheEnd } from '../../../simulation/seeded/invariants/nothing-after-the-end.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { placeOf } from '../../../simulation/seeded/record/writes.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const group = { application: 'shop', deploymentGroup: 'p' };
const lambda = { function: 'shop-p', alias: 'live', ...group };
const pipelineOf = (target: object, more: object = {}) => ({
  pipeline: 'shop',
  source: { project: 'shop-build' },
  gateTimeout: '1h',
  stages: [
    {
      name: 'prod',
      targets: [{ name: 'p', ...place, alarms: ['p-errors'], ...target }],
      bake: { for: '3m', judge: { mode: 'off' as const } },
      ...more,
    },
  ],
});

test('a deployment whose version was deleted since is told by what it brought', async () => {
  const { record, problems } = await playCase({
    seed: 1,
    pipeline: pipelineOf({ lambda }),
    scenario: {
      baseline: 'r0',
      builds: [
        { at: '0s', revision: 'r1' },
        { at: '13m', revision: 'r2' },
      ],
      prunes: [{ at: '17m', target: 'p', revision: 'r1' }],
    },
    files: {},
  });

  expect(problems).toEqual([]);
  expect(record.deployments.map(({ revision }) => revision)).toEqual(['r1', 'r2']);
});

test('who tells how a deployment ended that ran on after its release is no late hand; who writes more is', async () => {
  const slow = { how: 'deployment' as const, revision: 'r1', target: 'p', takes: '30m' };
  const { record, problems } = await playCase({
    seed: 1,
    pipeline: pipelineOf({ ec2: group }, { deployTimeout: '20m', retries: 0 }),
    scenario: {
      builds: [{ at: '0s', revision: 'r1' }],
      misbehaviours: [{ ...slow, outcome: 'succeeds' }],
    },
    files: {},
  });
  const told = record.calls.find(
    (made) =>
      made.functionName === 'OnDeployment' &&
      made.call === 'dynamodb:PutItem' &&
      placeOf(made)?.endsWith('target#p') &&
      made.tookEffect,
  )!;
  const input: unknown = JSON.parse(
    JSON.stringify(told.input).replaceAll(', after its release had ended', ''),
  );

  const broken = nothingAfterTheEnd.broken({
    ...record,
    calls: [...record.calls, { ...told, input }],
  });

  expect(record.report.releases.map(({ outcome }) => outcome)).toEqual(['LeftDirty']);
  expect(problems).toEqual([]);
  expect(broken).toEqual([
    expect.stringMatching(/^OnDeployment called dynamodb:PutItem pipeline#shop target#p for shop-/),
  ]);
});

test('an end whose write hangs is the end, and another time than its own is not', async () => {
  const { record, problems } = await playCase({
    seed: 1,
    pipeline: pipelineOf({ lambda }),
    scenario: {
      baseline: 'r0',
      builds: [{ at: '0s', revision: 'r1' }],
    },
    files: {},
  });
  const [{ id = '', endedAt = '' } = {}] = record.report.releases;
  const written = record.calls.findLast(
    (made) =>
      made.functionName === 'SettleRelease' &&
      made.call === 'dynamodb:PutItem' &&
      placeOf(made) === `pipeline#shop release#${id}`,
  )!;
  const at = Date.parse(endedAt!) + 10_000;
  const of = (input: unknown) =>
    nothingAfterTheEnd.broken({ ...record, calls: [...record.calls, { ...written, at, input }] });

  expect(problems).toEqual([]);
  expect(of(written.input)).toEqual([]);
  expect(of(JSON.parse(JSON.stringify(written.input).replaceAll(endedAt!, 'later')))).toEqual([
    expect.stringMatching(/^SettleRelease called dynamodb:PutItem pipeline#shop release#/),
  ]);
});
