// Alarms in another account or region than their target: looked at where they are, and woken by what happens there.

import { oneTarget, target } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const elsewhere = '{ name: cdn-5xx, account: "222233334444", region: eu-west-1 }';
const pipeline = oneTarget({ of: target('live', { alarms: [elsewhere, 'live-errors'] }) });
const day: ScenarioInput = { baseline: 'old', builds: [{ at: '10m', revision: 'new' }] };

test('an alarm of another account that fires takes the release back within seconds', async () => {
  const { release } = await play(pipeline, {
    ...day,
    misbehaviours: [
      { how: 'alarm', revision: 'new', target: 'live', alarm: 'cdn-5xx', after: '2m' },
    ],
  });

  const { outcome, reason, startedAt, endedAt } = release('new');
  expect(outcome).toBe('RolledBack');
  expect(reason).toContain('alarm cdn-5xx (in 222233334444 eu-west-1) of live was in ALARM');
  expect(Date.parse(endedAt!) - Date.parse(startedAt)).toBeLessThan(3 * 60_000);
});

test('a bake passes where the alarms of other places are OK, and not where one is missing there', async () => {
  const well = await play(pipeline, day);
  const missing = await play(pipeline, { ...day, alarms: [{ alarm: 'cdn-5xx', is: 'missing' }] });

  expect(well.outcomes()).toEqual(['Promoted']);
  expect(missing.outcomes()).toEqual(['Stopped']);
  expect(missing.release('new').reason).toContain('cdn-5xx (in 222233334444 eu-west-1)');
});
