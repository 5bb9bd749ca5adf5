// Days of tests of each kind, and of releases that no build begins.

import { build, oneTarget, target } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

const HTTPS = '{ url: "https://tests.example.com/runs", secret: /tidegate/prod/shop-tests }';

/** The target is in a member account; what tests it is beside Tidegate. */
export const tested = oneTarget({
  of: target('live', { account: '"222233334444"' }),
  bake: '{ for: 10m, load: shop-load }',
  more: `tests: [
    { name: check, project: shop-check, timeout: 20m },
    { name: smoke, lambda: "shop-smoke:live", timeout: 5m },
    { name: browse, synthetics: [shop-browse], timeout: 15m },
    { name: outside, https: ${HTTPS}, timeout: 30m },
    { name: harsh, experiment: EXT4mYzfPsBbWzT, timeout: 30m }]`,
});

const AT = 'account: "333344445555", region: eu-central-1';

/** The same, in an account and a region of their own. */
export const testedElsewhere = tested
  .replace('load: shop-load', `load: { project: shop-load, ${AT} }`)
  .replaceAll(
    /(project: shop-check|lambda: "[^"]+"|synthetics: \[[^\]]+\]|experiment: \w+)/g,
    `$1, ${AT}`,
  );

const builds = [build('one')];
const harmed = {
  misbehaviours: [
    { how: 'alarm', revision: 'one', target: 'live', after: '30s' },
    { how: 'test', revision: 'one', test: 'harsh', status: 'TIMED_OUT' },
  ],
};

export const testedDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, reports: [{ test: 'check', passed: 9, failed: ['pays'] }] },
  { baseline: 'old', builds, ...harmed },
];

export const imaged = oneTarget({
  of: '{ name: live, account: "222233334444", region: us-east-1, ecs: { cluster: shop, service: live }, strategy: rolling, alarms: [live-errors] }',
}).replace('{ project: shop-build }', '{ ecr: { repository: shop, tags: ["v*", main] } }');

/** A tag that no pipeline names, and one that one names. */
export const imageDay: ScenarioInput = {
  baseline: 'old',
  builds: [
    { ...build('one'), tag: 'v1' },
    { ...build('two', '12m'), tag: 'feature' },
  ],
};

export const requested = oneTarget().replace('{ project: shop-build }', '{ event: true }');

export const requestDay: ScenarioInput = { baseline: 'old', builds };

export const stored = oneTarget().replace(
  '{ project: shop-build }',
  '{ s3: { bucket: artifacts-of-shop, key: shop/package.zip } }',
);
