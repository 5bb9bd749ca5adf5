// Pipelines of static sites, bad enough that the functions that look at one do what they do there.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** One in a member account, one at home. */
export const sites = oneTarget({
  of: [
    '{ name: s0, account: "222233334444", region: us-east-1, site: { bucket: member-site, distribution: E0MEMBERSITE }, alarms: [s0-errors] }',
    '{ name: s1, account: "111122223333", region: us-east-1, site: { bucket: home-site, distribution: E1HOMESITE00 }, alarms: [s1-errors] }',
  ].join(', '),
});

const builds = [build('one')];
const alarm = (at: string) => ({ alarms: [{ alarm: 's1-errors', is: 'ALARM', at }] });

export const siteDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, ...alarm('11m') },
  {
    baseline: 'old',
    builds,
    people: [{ at: '11m', does: 'stop', revision: 'one', execution: 'release' }],
  },
];
