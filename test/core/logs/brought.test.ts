// What a release has brought to a target, as its item tells it.

import type { Intent } from '../../../core/intent.ts';
import { broughtBy } from '../../../core/logs/brought.ts';
import type { Revision } from '../../../core/revision.ts';
import { emptyTarget, type Target } from '../../../core/target.ts';

const [old, now] = [{ digest: 'old' } as Revision, { digest: 'new' } as Revision];
const NEW = 'shop-000000000002-1';
const OLD = 'shop-000000000001-1';
const base = emptyTarget('shop', 'box');
const installed = { release: NEW, revision: now, functionVersion: '7', at: '2026-11-30T08:00:00Z' };

const intent = {
  release: NEW,
  wave: 0,
  doing: 'deploy',
  revision: now,
  functionVersion: '7',
  fromVersion: '6',
  startedAt: '2026-11-30T08:00:00Z',
  fence: 1,
  calls: { state: 'started', at: '2026-11-30T08:00:01Z', deployment: 'd-1' },
  status: 'open',
} as const satisfies Intent;

test.each<[string, Target, object | undefined]>([
  ['nothing was ever there', base, undefined],
  [
    'it was written, and nothing was called',
    { ...base, intent: { ...intent, calls: { state: 'none' } } },
    undefined,
  ],
  ['it is being brought', { ...base, intent }, { version: '7', deployment: 'd-1' }],
  ['it runs', { ...base, running: installed }, { version: '7' }],
  [
    'it has baked, and another came',
    { ...base, baked: { ...installed, release: OLD }, bakedEarlier: [installed] },
    { version: '7' },
  ],
  [
    'it was taken back, from what it had brought',
    {
      ...base,
      intent: {
        ...intent,
        doing: 'rollBack',
        revision: old,
        functionVersion: '6',
        fromVersion: '7',
      },
    },
    { version: '7' },
  ],
  [
    'it was taken back before any of it was there',
    {
      ...base,
      intent: {
        ...intent,
        doing: 'rollBack',
        revision: old,
        functionVersion: '6',
        fromVersion: '6',
      },
    },
    undefined,
  ],
  [
    'a drill has it half back',
    {
      ...base,
      intent: {
        ...intent,
        revision: old,
        functionVersion: '6',
        fromVersion: '7',
        drill: { leg: 1, of: now },
      },
    },
    { version: '7' },
  ],
  [
    'another release came, and it had not baked',
    { ...base, intent: { ...intent, release: OLD } },
    undefined,
  ],
])('%s', (_, item, expected) => {
  expect(broughtBy(item, NEW)).toEqual(expected);
});
