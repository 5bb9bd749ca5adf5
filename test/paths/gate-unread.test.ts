// A gate whose targets cannot be asked: nothing has been changed, and it waits.

import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const away = { account: '"222233334444"', region: 'eu-west-1' };

test('a region that is gone for an hour before a wave begins keeps its gate shut for as long, and no longer', async () => {
  const { report, calls } = await play(oneTarget({ of: target('live', away) }), {
    baseline: 'old',
    builds: [build('one', '10m')],
    regions: [{ region: 'eu-west-1', from: '5m', for: '1h' }],
  });

  expect(report.releases).toMatchObject([{ outcome: 'Promoted' }]);
  const [first] = calls.filter(({ operation }) => operation === 'CreateDeployment');
  expect(first?.at).toBeGreaterThan(65 * 60);
  expect(first?.at).toBeLessThan(75 * 60);
});
