// The judge reads CloudFront of a site: a good one is promoted, a bad one taken back, without an alarm's word.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

/** In a member account, and in a region where CloudFront counts nothing. */
const SITE =
  '{ name: live, account: "222233334444", region: eu-central-1, site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL }, alarms: [{ name: site-5xx, region: us-east-1 }] }';
const PIPELINE = oneTarget({ of: SITE, bake: '{ for: 30m, judge: { mode: act } }' });
const traffic = [{ target: 'live', requestsPerMinute: 600 }];

const days = (change?: object) => ({
  baseline: 'old',
  builds: [build('new')],
  traffic,
  ...(change && {
    misbehaviours: [{ how: 'metric', revision: 'new', target: 'live', after: '2m', ...change }],
  }),
});

test('a site that serves as before is promoted, and read where CloudFront counts it', async () => {
  const played = await play(PIPELINE, days());

  expect(played.outcomes()).toEqual(['Promoted']);
  const read = played.calls.filter(({ operation }) => operation === 'GetMetricData');
  expect(new Set(read.map(({ call }) => `${call.account} ${call.region}`))).toEqual(
    new Set(['222233334444 us-east-1']),
  );
});

test('a site whose distribution fails is taken back by the judge', async () => {
  const played = await play(PIPELINE, days({ errorPercent: 8 }));

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.release('new').reason).toMatch(/errors of cloudFront E2QWRUHAPOMQZL/);
});

test('what is asked for and not there takes nothing back', async () => {
  const played = await play(PIPELINE, days({ metric: 'client errors', value: 30 }));

  expect(played.outcomes()).toEqual(['Promoted']);
});
