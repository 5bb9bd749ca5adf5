// What the instances of a StackSet were found to have, held against the ledger.

import type { Expected, SetChange, SetInstance, SetTruth } from '../../core/found-truth.ts';
import { hasNothingOfSet, ofSet, ofShiftingSet } from '../../core/set-truth.ts';

const revision = {
  digest: 'sha256:1',
  artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
  commit: 'abcdef012345',
  build: { arn: 'arn', number: 7, startedAt: '2026-01-01T00:00:00.000Z' },
};
const expected = {
  ...{ release: 'r-1', revision, setting: 'tidegate-deploy-1', at: '2026-01-01T00:00:00.000Z' },
  copies: [],
} satisfies Expected;
const THEIRS: SetChange = {
  ...{ id: 'by-hand', action: 'UPDATE', creator: 'user', state: 'Succeeded' },
  createdAt: '2026-11-23T09:30:00.000Z',
};
const OURS: SetChange = {
  ...THEIRS,
  id: 'tidegate-deploy-1',
  description: 'tidegate deploy r-1 wave 0 target live',
};
const one: SetInstance = { account: '222233334444', region: 'eu-west-1', has: revision.digest };
const two: SetInstance = { ...one, account: '333344445555' };
const truth = (of: Partial<SetTruth> = {}): SetTruth => ({
  ...{ kind: 'set', set: 'guard', setting: 'tidegate-deploy-1', instances: [one, two] },
  ...{ deploysByItself: false, isHalfWay: false, attempted: OURS },
  ...of,
});

test.each<[string, Partial<SetTruth>, string, RegExp]>([
  ['all have it, by our own operation', {}, 'same', /^$/],
  [
    'all have it, by an operation of somebody else',
    { setting: 'by-hand', attempted: THEIRS },
    'touched',
    /it has .* again, by another hand: operation by-hand \(UPDATE\), not of Tidegate, ended Succeeded/,
  ],
  [
    'another pipeline is at one of its instances',
    { attempted: { ...THEIRS, pipeline: 'depot', state: 'running' } },
    'other',
    /operation by-hand \(UPDATE\), of pipeline depot, is under way/,
  ],
  [
    'one has another revision',
    { instances: [one, { ...two, has: 'sha256:other' }] },
    'other',
    /its instance 333344445555\/eu-west-1 has another revision/,
  ],
  [
    'nothing tells what one has',
    { setting: 'by-hand', instances: [one, { account: '333344445555', region: 'eu-west-1' }] },
    'other',
    /nothing tells that its instance 333344445555\/eu-west-1 has/,
  ],
  [
    'two are not whole',
    {
      instances: [
        { ...one, trouble: 'is INOPERABLE' },
        { ...two, trouble: 'has drifted' },
      ],
    },
    'other',
    /its instance 222233334444\/eu-west-1 is INOPERABLE; so are 333344445555\/eu-west-1/,
  ],
  [
    'somebody is at the set',
    { attempted: { ...THEIRS, state: 'running' } },
    'other',
    /operation by-hand \(UPDATE\), not of Tidegate, is under way/,
  ],
  [
    'somebody was at other instances, and not all have the template',
    { elsewhere: { ...THEIRS, action: 'CREATE' }, isHalfWay: true },
    'other',
    /operation by-hand \(CREATE\).*other instances of StackSet guard.*may have got what has not passed/,
  ],
  [
    'somebody was at other instances, which all have it',
    { elsewhere: THEIRS },
    'touched',
    /on other instances of StackSet guard$/,
  ],
  [
    'accounts that join get it by themselves',
    { deploysByItself: true },
    'unsettled',
    /turn its automatic deployment off/,
  ],
])('%s', (_, of, is, text) => {
  const says = ofSet(truth(of), expected);

  expect(says.is).toBe(is);
  expect('text' in says ? says.text : '').toMatch(text);
});

test('of what nobody has read before, what the instances have tells alone', () => {
  const { setting: _, ...bytes } = expected;

  expect(ofSet(truth({ setting: 'by-hand', attempted: THEIRS }), bytes).is).toBe('same');
});

const shifting = {
  ...{ mark: 'tidegate deploy r-1 wave 0 target live', begunAt: '2026-11-23T09:00:00.000Z' },
  ...{ deployment: 'tidegate-deploy-1', seenShare: 0 },
};

test.each<[string, Partial<SetTruth>, string]>([
  ['our own operation', { attempted: { ...OURS, state: 'running' } }, 'same'],
  ['instances that have not got it yet', { instances: [{ ...one, has: 'sha256:old' }] }, 'same'],
  ['somebody else’s, since', { attempted: THEIRS }, 'other'],
  [
    'somebody else’s, before',
    { attempted: { ...THEIRS, createdAt: '2026-11-23T08:00:00.000Z' } },
    'same',
  ],
  ['somebody else’s, elsewhere', { elsewhere: THEIRS, isHalfWay: true }, 'other'],
])('while it is brought there: %s', (_, of, is) => {
  expect(ofShiftingSet(truth(of), shifting).is).toBe(is);
});

test('nothing of it is there only where each instance is known to have something else', () => {
  const other = { ...one, has: 'sha256:other' };

  expect(hasNothingOfSet(truth({ instances: [other] }), expected)).toBe(true);
  expect(hasNothingOfSet(truth({ instances: [other, one] }), expected)).toBe(false);
  expect(hasNothingOfSet(truth({ instances: [{ account: '', region: '' }] }), expected)).toBe(
    false,
  );
});
