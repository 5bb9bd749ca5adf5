// Days of StackSets, bad enough that all is done there that ever is.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** A slice of a set that is administered in a member account, one at home. */
export const sets = oneTarget({
  of: [
    '{ name: live, account: "222233334444", region: eu-west-1, stackSet: { name: shop, accounts: ["222233334444"], regions: [eu-west-1] }, alarms: [live-errors] }',
    '{ name: web, account: "111122223333", region: us-east-1, stackSet: { name: web, accounts: ["111122223333", "222233334444"], regions: [us-east-1] }, alarms: [web-errors] }',
  ].join(', '),
});

const builds = [build('one')];
const inOperation = {
  how: 'alarm',
  ...{ revision: 'one', target: 'web', from: 'shift', after: '12s' },
} as const;
const fails = { how: 'deployment', revision: 'one', target: 'web' } as const;

export const setDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, misbehaviours: [inOperation] },
  { baseline: 'old', builds, misbehaviours: [fails] },
  {
    ...{ baseline: 'old', builds: [{ ...build('one'), at: '10m' }] },
    sets: [{ at: '1m', target: 'web', becomes: 'overridden' }],
    templates: [{ revision: 'one', sized: false }],
    people: [
      {
        at: '20m',
        as: 'anna',
        does: 'approve',
        release: 'one',
        changes: 'web',
        reason: 'so be it',
      },
    ],
    misbehaviours: [{ how: 'alarm', revision: 'one', target: 'web', after: '1m' }],
  },
];
