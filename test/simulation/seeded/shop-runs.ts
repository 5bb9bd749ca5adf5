// Two runs of a small pipeline, whose records tests make untrue.

import { playCase } from '../../../simulation/seeded/play-case.ts';
import type { SeededCase } from '../../../simulation/seeded/seeded-case.ts';

/** What a test may make untrue. */
export type Writable<T> = { -readonly [K in keyof T]: Writable<T[K]> };

const place = { account: '222233334444', region: 'eu-west-1' };
export const target = (name: string) => ({
  name,
  ...place,
  lambda: { function: `shop-${name}`, alias: 'live', application: 'shop', deploymentGroup: name },
  alarms: [`${name}-errors`],
});
const bake = { for: '3m', judge: { mode: 'off' as const } };
const pipeline = {
  pipeline: 'shop',
  source: { project: 'shop-build' },
  gateTimeout: '1h',
  stages: [
    { name: 'beta', targets: [target('b')], bake },
    { name: 'prod', targets: [target('p')], bake },
  ],
};

/** Two releases, the second of which an alarm convicts in its second wave. */
export const shop: SeededCase = {
  seed: 1,
  pipeline,
  scenario: {
    baseline: 'r0',
    builds: [
      { at: '0s', revision: 'r1' },
      { at: '30m', revision: 'r2' },
    ],
    misbehaviours: [{ how: 'alarm', revision: 'r2', target: 'p', after: '20s' }],
  },
  files: {},
};
export const { record } = await playCase(shop);

/** Two releases on a good day. */
export const { record: goodDay } = await playCase({
  seed: 1,
  pipeline,
  scenario: {
    baseline: 'r0',
    builds: [
      { at: '0s', revision: 'r1' },
      { at: '30m', revision: 'r2' },
    ],
  },
  files: {},
});
