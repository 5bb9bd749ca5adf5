// From the first sign of harm until all that was taken back ran its old revision again.

import { timeToSafe } from '../../core/time-to-safe.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

test('it is measured from the first alarm that is charged', async () => {
  const { release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m' }],
  });

  const { timeToSafe: safe, waves, endedAt } = release('bad');
  expect(waves[0]!.reason).toContain(safe!.since);
  expect(safe!.seconds).toBe((Date.parse(safe!.at) - Date.parse(safe!.since)) / 1000);
  expect(safe!.seconds).toBeLessThan(30);
  expect(safe!.at <= endedAt!).toBe(true);
});

test('where nothing was taken back there is none', async () => {
  const { release } = await play(oneTarget(), { baseline: 'old', builds: [build('good')] });

  expect(release('good').timeToSafe).toBeNull();
  expect(timeToSafe('good', [], [])).toBeUndefined();
});
