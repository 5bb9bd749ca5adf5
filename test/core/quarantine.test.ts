// What bars a revision, and for how long a person lets one through.

import { isInForce } from '../../core/admission/permit.ts';
import { isBarredAlready, isBarring } from '../../core/quarantine.ts';

const barred = { release: 'shop-1', since: '2026-11-23T09:00:00Z', reason: 'alarm' };
const lifted = { ...barred, lifted: { at: '2026-11-23T10:00:00Z', by: 'ada', reason: 'a drill' } };

test.each([
  ['nothing', undefined, false, false],
  ['what bars', barred, true, true],
  ['what was lifted, for the release that proved it', lifted, false, true],
  ['what was lifted, for another that proves harm', { ...lifted, release: 'shop-0' }, false, false],
])('%s', (_, item, barring, already) => {
  expect(isBarring(item)).toBe(barring);
  expect(isBarredAlready(item, 'shop-1', {})).toBe(already);
});

test('proof takes the place of a test that speaks alone, and a test that of no proof', () => {
  const byTest = { ...barred, byTest: true } as const;

  expect(isBarredAlready(byTest, 'shop-1', {})).toBe(false);
  expect(isBarredAlready(byTest, 'shop-2', { byTest: true })).toBe(true);
  expect(isBarredAlready(barred, 'shop-2', { byTest: true })).toBe(true);
});

test('a permit ends by itself', () => {
  const permit = {
    build: 'arn:412',
    by: 'ada',
    reason: 'a hotfix',
    at: '2026-11-23T09:00:00Z',
    until: '2026-11-24T09:00:00Z',
  };

  expect(isInForce(permit, new Date('2026-11-24T08:59:59Z'))).toBe(true);
  expect(isInForce(permit, new Date('2026-11-24T09:00:00Z'))).toBe(false);
  expect(isInForce(undefined, new Date('2026-11-23T09:00:00Z'))).toBe(false);
});
