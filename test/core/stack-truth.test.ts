// What a stack was found to have, held against the ledger.

import { comparedShift } from '../../core/compared-shift.ts';
import type { Expected, StackTruth, StackUpdate } from '../../core/found-truth.ts';
import { compared, runsNothingOf } from '../../core/truth.ts';

const expected = {
  release: '7',
  revision: {
    digest: 'sha256:1',
    artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
    templates: { 'template.yml': 'sha256:t' },
    commit: 'abcdef012345',
    build: { arn: 'arn', number: 7, startedAt: '2026-01-01T00:00:00.000Z' },
  },
  functionVersion: 't-1',
  setting: 'own/1 at 1',
  at: '2026-01-01T00:00:00.000Z',
  copies: [],
} satisfies Expected;

const update = (of: Partial<StackUpdate> = {}): StackUpdate => ({
  id: 'theirs',
  state: 'Succeeded',
  creator: 'user',
  createdAt: '2026-01-01T01:00:00.000Z',
  ...of,
});
const stack = (of: Partial<StackTruth> = {}): StackTruth => ({
  kind: 'stack',
  status: 'UPDATE_COMPLETE',
  setting: 'theirs at 2',
  path: 'template.yml',
  template: 'sha256:t',
  version: 't-1',
  attempted: update(),
  ...of,
});
const OWN = { kind: 'stack', status: 'UPDATE_COMPLETE', setting: expected.setting } as const;

test.each([
  ['its own update was the last', { ...OWN, path: 'template.yml' }, 'same'],
  ['somebody has brought the same again', stack(), 'touched'],
  ['it has another template', stack({ template: 'sha256:x' }), 'other'],
  ['it has other parameters', stack({ version: 't-2' }), 'other'],
  [
    'somebody else is at it',
    stack({ status: 'UPDATE_IN_PROGRESS', attempted: update({ state: 'running' }) }),
    'other',
  ],
  ['it could not be rolled back', stack({ status: 'UPDATE_ROLLBACK_FAILED' }), 'other'],
  ['it could not be made', stack({ status: 'ROLLBACK_COMPLETE' }), 'other'],
] as const)('%s', (_, truth, is) => {
  expect(compared(truth, expected).is).toBe(is);
});

test('what was rolled back to is the same, where nobody knows by which update', () => {
  const { setting: _, ...known } = expected;

  expect(compared(stack({ status: 'UPDATE_ROLLBACK_COMPLETE' }), known).is).toBe('same');
});

test('nothing of a revision is there where the template is another', () => {
  expect(runsNothingOf(stack({ template: 'sha256:x' }), expected)).toBe(true);
  expect(runsNothingOf(stack(), expected)).toBe(false);
});

const shifting = {
  mark: 'tidegate deploy 7 wave 1 target live',
  begunAt: '2026-01-01T00:30:00.000Z',
  deployment: 'own',
  seenShare: 0,
};

test.each([
  ['its own is under way', update({ id: 'own', state: 'running' }), 'same'],
  ['an earlier try was the last', update({ description: `${shifting.mark} attempt 2` }), 'same'],
  ['the last began before', update({ createdAt: '2026-01-01T00:00:00.000Z' }), 'same'],
  ['somebody else has updated it', update(), 'other'],
] as const)('while it is brought there, %s', (_, attempted, is) => {
  expect(comparedShift(stack({ attempted }), expected, shifting).is).toBe(is);
});
