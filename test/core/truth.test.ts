import { comparedShift } from '../../core/compared-shift.ts';
import type { AliasTruth, GroupDeployment, Truth } from '../../core/found-truth.ts';
import type { Installed } from '../../core/target.ts';
import { compared } from '../../core/truth.ts';

const digest = 'sha256:ab';
const artifact = { account: '', region: '', bucket: 'ours', key: '7.zip', version: 'v1', eTag: '' };
const revision = {
  digest,
  artifact,
  commit: '9f2c1d7',
  build: { arn: '', number: 7, startedAt: '' },
};
const installed = (more: Partial<Installed> = {}) => ({
  release: 'r1',
  revision,
  functionVersion: '5',
  setting: 'its own',
  at: '',
  copies: [{ bucket: 'tidegate', key: 'ab.zip' }],
  ...more,
});

const alias = (more: Partial<AliasTruth> = {}): Truth => ({
  kind: 'alias',
  version: '5',
  digest,
  weights: {},
  setting: 'its own',
  ...more,
});
const tenPercent = { weights: { '4': 0.1 } };

test.each<[string, Truth, string]>([
  ['its version, bytes and setting are its own', alias(), 'same'],
  ['only the alias was read', { ...alias(), digest } as Truth, 'same'],
  ['its setting is another', alias({ setting: 'another' }), 'touched'],
  ['it points to another version', alias({ version: '4' }), 'other'],
  ['its version has other bytes', alias({ digest: 'sha256:cd' }), 'other'],
  ['a share goes elsewhere, in another setting', alias({ ...tenPercent, setting: 'x' }), 'other'],
  ['a share goes elsewhere, in its own setting', alias(tenPercent), 'unsettled'],
  ['it is not there', { kind: 'nothing' }, 'other'],
])('an alias of which is said that %s is held against the ledger', (_what, truth, is) => {
  expect(compared(truth, installed()).is).toBe(is);
});

const ours: GroupDeployment = { id: 'its own', state: 'Succeeded', creator: 'user' };
const deployment = (more: Partial<GroupDeployment> = {}): GroupDeployment => ({
  id: 'd-2',
  state: 'Succeeded',
  creator: 'user',
  artifact: { bucket: 'ours', key: '7.zip', version: 'v1' },
  ...more,
});
const other = { artifact: { bucket: 'ours', key: '6.zip', version: 'v1' } };
const copy = { artifact: { bucket: 'tidegate', key: 'ab.zip', version: 'v9' } };
const joined = { creator: 'autoscaling' };

type Group = readonly [last: GroupDeployment | undefined, attempted?: GroupDeployment];

test.each<[string, Group, string]>([
  ['its last deployment is ours', [ours], 'same'],
  ['ours has succeeded, and an earlier one is told still', [deployment(other), ours], 'same'],
  ['nothing was ever deployed there', [undefined], 'other'],
  ['another deployed something else', [deployment(other)], 'other'],
  ['another deployed the same again', [deployment()], 'touched'],
  ['another deploys now', [ours, deployment({ ...other, state: 'running' })], 'other'],
  ['another’s deployment has failed half-way', [ours, deployment({ state: 'Failed' })], 'other'],
  ['an instance joins', [ours, deployment({ ...joined, state: 'running' })], 'unsettled'],
  ['an instance has joined', [deployment(joined)], 'same'],
  ['an instance could not join', [ours, deployment({ ...joined, state: 'Failed' })], 'unsettled'],
])('a group of which is said that %s is held against the ledger', (_what, group, is) => {
  const [last, attempted = last] = group;
  const truth: Truth = { kind: 'group', ...(last && { last }), ...(attempted && { attempted }) };

  expect(compared(truth, installed()).is).toBe(is);
});

test.each<[string, Partial<GroupDeployment>, string]>([
  ['the artifact itself', {}, 'same'],
  ['a copy of it', copy, 'same'],
  [
    'another version of its key',
    { artifact: { ...other.artifact, key: '7.zip', version: 'v2' } },
    'other',
  ],
  ['another artifact', other, 'other'],
])('without a setting, a group is known by what its deployment brings: %s', (_what, more, is) => {
  const { setting: _, ...unset } = installed();

  expect(compared({ kind: 'group', last: deployment(more) }, unset).is).toBe(is);
});

const shifting = { mark: 'tidegate deploy r1', begunAt: '', fromVersion: '4', seenShare: 0 };
const goingOn = (weights: Record<string, number>, version = '4') => alias({ version, weights });

test.each<[string, Truth, number, string]>([
  ['nothing of it has shifted yet', goingOn({}), 0, 'same'],
  ['a tenth of it has', goingOn({ '5': 0.1 }), 0, 'same'],
  ['more of it has than was seen', goingOn({ '5': 0.2 }), 0.1, 'same'],
  ['all of it has', goingOn({}, '5'), 0.1, 'same'],
  ['less of it has than was seen', goingOn({ '5': 0.05 }), 0.1, 'touched'],
  ['none of it has any more', goingOn({}), 0.1, 'other'],
  ['a third version has all of it', goingOn({}, '3'), 0, 'other'],
  ['a third version has a share', goingOn({ '3': 0.1 }), 0, 'other'],
  ['it is not there', { kind: 'nothing' }, 0, 'other'],
  ['its alias’s group has our deployment', { ...goingOn({}), attempted: ours } as Truth, 0, 'same'],
  [
    'its alias’s group has another’s',
    { ...goingOn({}), attempted: deployment() } as Truth,
    0,
    'other',
  ],
  ['its group has our deployment', { kind: 'group', attempted: ours }, 0, 'same'],
  [
    'its group has an earlier try of ours',
    { kind: 'group', attempted: deployment({ description: 'tidegate deploy r1' }) },
    0,
    'same',
  ],
  ['instances have joined', { kind: 'group', attempted: deployment(joined) }, 0, 'same'],
  ['its group has another’s', { kind: 'group', attempted: deployment() }, 0, 'other'],
])('a target that shifts of which is said that %s is held against that', (_what, truth, ...row) => {
  const [seenShare, is] = row;
  const how = { ...shifting, seenShare, deployment: 'its own' };

  expect(comparedShift(truth, installed(), how).is).toBe(is);
});

describe('of an alias whose deployment moves it by a canary of 10% for half an hour', () => {
  const pace = { configuration: 'Mine', kind: 'canary' as const, percent: 10, minutes: 30 };
  const how = { ...shifting, begunAt: '2026-11-23T09:00:00Z', seenShare: 0, pace };
  const read = (share: number, time: string, configuration = 'Mine'): Truth => ({
    ...(goingOn({ '5': share }) as Extract<Truth, { kind: 'alias' }>),
    pace: { readAt: `2026-11-23T09:${time}:00Z`, configuration },
  });

  test.each([
    ['10% after six minutes', read(0.1, '06'), 'same'],
    ['50% after six minutes', read(0.5, '06'), 'touched'],
    ['12% after six minutes', read(0.12, '06'), 'touched'],
    ['50% after half an hour, as Lambda moves provisioned versions', read(0.5, '31'), 'same'],
    ['50% by another configuration than its gate has read', read(0.5, '06', 'Another'), 'same'],
    ['50%, and nothing tells by which it moves', goingOn({ '5': 0.5 }), 'same'],
  ])('%s is %s', (_what, truth, is) => {
    expect(comparedShift(truth, installed(), how).is).toBe(is);
  });
});
