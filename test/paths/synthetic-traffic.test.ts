// A bake that too little is known of: patience first, then synthetic traffic, then a person.

import { PASSED } from './known-paths.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

test('a bake that patience has not decided is extended once more, under the synthetic traffic it names', async () => {
  const pipeline = oneTarget({
    of: target('live', { atLeast: 9 }),
    bake: '{ for: 10m, extendBy: 15m, traffic: shop-traffic }',
  });

  const { wave, release, report } = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
  });

  expect(wave('new', 0).path.filter((state) => state === 'Healthy?')).toHaveLength(3);
  expect(wave('new', 0).path.slice(-2)).toEqual(PASSED);
  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.map(({ event }) => event)).toContain('TrafficStarted');
});

test('synthetic traffic that does not help leaves the release stopped', async () => {
  const { wave, release } = await play(oneTarget({ bake: '{ for: 10m, traffic: shop-traffic }' }), {
    baseline: 'old',
    builds: [build('new')],
    alarms: [{ alarm: 'live-errors', is: 'missing' }],
  });

  expect(wave('new', 0).path.filter((state) => state === 'Healthy?')).toHaveLength(3);
  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    waves: [{ verdict: 'inconclusive' }],
  });
});
