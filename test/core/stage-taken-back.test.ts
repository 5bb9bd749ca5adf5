// Who comes into a stage to take back: past its gate, but never past a seal or another who takes back.

import {
  emptyStage,
  isSealed,
  left,
  reentered,
  type Stage,
  sealed,
  seized,
  withWaiting,
} from '../../core/stage.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const LATER = '2026-11-20T10:59:59.000Z';
const MUCH_LATER = '2026-11-20T11:00:00.000Z';
const order = { startedAt: '2026-11-20T09:00:00Z', number: 1 };
const hold = { release: 'back', since: NOW, reason: 'by hand', order };
const back = { release: 'back', execution: 'arn:back' };

const empty = { ...emptyStage('shop', 'prod'), fence: 7 };
const heldBy = (release: string, intent: 'deploy' | 'rollBack'): Stage => ({
  ...empty,
  lease: { release, execution: `arn:${release}`, fence: 7, since: NOW, intent },
});

test('a release that comes back has the lease again where nobody else has it, with a higher fence', () => {
  const own = heldBy('back', 'deploy');

  expect(reentered(empty, back, NOW)).toEqual({
    ...empty,
    fence: 8,
    lease: { ...back, fence: 8, since: NOW, intent: 'rollBack' },
  });
  expect(reentered(own, back, NOW)).toBe(own);
  expect(reentered(heldBy('other', 'deploy'), back, NOW)).toBeUndefined();
  expect(reentered(sealed(empty, 'back', NOW), back, NOW)).toBeUndefined();
});

test('a rollback by hand shuts out who goes forward, and waits for who takes back', () => {
  const own = heldBy('back', 'rollBack');
  const taken = seized(heldBy('forth', 'deploy'), back, hold);

  expect(seized(sealed(empty, 'back', NOW), back, hold)).toBe('ended');
  expect(seized(own, back, hold)).toBe(own);
  expect(seized(heldBy('other', 'rollBack'), back, hold)).toBe('takenBack');
  expect(taken).toMatchObject({ fence: 9, lease: { release: 'back', fence: 9 }, hold });
  expect(isSealed(taken as Stage, 'forth')).toBe(true);
  expect(seized(empty, back, hold)).toMatchObject({ fence: 8, lease: { release: 'back' }, hold });
  expect(seized(empty, back, hold)).not.toHaveProperty('sealed');
});

test('a seal raises the fence above what its release has had, but not above another who is there', () => {
  const own = sealed(heldBy('one', 'deploy'), 'one', NOW);

  expect(own).toMatchObject({ fence: 8, lease: { fence: 7 }, sealed: { one: { fence: 8 } } });
  expect(sealed(own, 'one', LATER)).toBe(own);
  expect(sealed(empty, 'one', NOW)).toMatchObject({ fence: 8, sealed: { one: { fence: 8 } } });
  expect(sealed(heldBy('other', 'deploy'), 'one', NOW)).toMatchObject({
    fence: 7,
    sealed: { one: { fence: 7 } },
  });
});

test('a seal is kept for an hour, longer than any hand lives', () => {
  const first = sealed(empty, 'one', NOW);

  expect(Object.keys(sealed(first, 'two', LATER).sealed ?? {})).toEqual(['one', 'two']);
  expect(Object.keys(sealed(first, 'two', MUCH_LATER).sealed ?? {})).toEqual(['two']);
});

test('who leaves takes its own lease along, and what nobody waits for has no queue', () => {
  expect(left(heldBy('one', 'deploy'), 'two')).toEqual(heldBy('one', 'deploy'));
  expect(left(heldBy('one', 'deploy'), 'one')).toEqual(empty);
  expect(Object.keys(withWaiting(empty, []))).toEqual(Object.keys(empty));
});
