// Which targets a release meant to deploy to, and never did.

import { neverBegunIn } from '../../simulation/report.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

test.each([
  [
    'whose copy was denied has',
    [{ call: 'lambda:UpdateFunctionCode', how: 'denied', times: 99 }],
    true,
  ],
  ['that was deployed and taken back has not', [], false],
])('a target %s begun nothing', async (_what, calls, isNever) => {
  const { world, release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '16m' }],
    calls,
  });

  expect(release('bad').outcome).not.toBe('Promoted');
  const wanted = isNever ? [`shop ${release('bad').id} live`] : [];
  expect([...(await neverBegunIn(world))]).toEqual(wanted);
});
