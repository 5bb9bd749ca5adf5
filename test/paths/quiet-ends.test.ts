// Sites and configurations tell nobody of their ends: these are known within a minute all the same.

import { deploymentsOf, slowly } from './configurations.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const SITE =
  '{ name: live, account: "222233334444", region: us-east-1, site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL }, alarms: [live-errors] }';
const day = { baseline: 'old', builds: [build('new')] };
/** Nobody sweeps: what is known is known by the state that waits. */
const unswept = { events: [{ source: 'aws.events', how: 'lost', times: 500 }] };

const secondsOf = (played: Awaited<ReturnType<typeof play>>) => {
  const at = (event: string) =>
    Date.parse(played.report.ledger.findLast((it) => it.event === event)!.at) / 1000;
  return at('DeploymentEnded') - at('DeploymentStarted');
};

test('a site is known to be there within a minute after its caches have forgotten', async () => {
  const played = await play(oneTarget({ of: SITE }), { ...day, ...unswept });

  expect(played.outcomes()).toEqual(['Promoted']);
  // CloudFront takes two and a half minutes here, and then forty seconds more.
  expect(secondsOf(played)).toBeGreaterThan(190);
  expect(secondsOf(played)).toBeLessThan(310);
});

test('a configuration that grows for half an hour is known to be complete within a minute', async () => {
  const played = await play(oneTarget({ of: slowly }), { ...day, ...unswept });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(deploymentsOf(played)).toEqual(['3 COMPLETE']);
  expect(secondsOf(played)).toBeLessThan(31.2 * 60);
});

test('a way back of a site is known as soon', async () => {
  const misbehaviours = [{ how: 'alarm', revision: 'new', target: 'live', after: '6m' }];
  const played = await play(oneTarget({ of: SITE }), { ...day, ...unswept, misbehaviours });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(secondsOf(played)).toBeLessThan(310);
  expect(await played.leftBehind()).toEqual([]);
});
