// A revision that does harm from the first requests on that it serves.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

test.each([
  ['all at once', 'LambdaAllAtOnce', '2s'],
  ['by a canary', 'LambdaCanary10Percent30Minutes', '10m'],
  ['by steps', 'LambdaLinear10PercentEvery3Minutes', '14m'],
])(
  'a revision that does harm as it shifts %s is taken back, and its alarm is over',
  async (...row) => {
    const [, configuration, after] = row;
    const { release, report } = await play(oneTarget(), {
      baseline: 'old',
      builds: [build('bad'), build('fixed', '3h')],
      deployments: [{ target: 'live', configuration }],
      misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', from: 'shift', after }],
    });

    expect(release('bad').waves[0]!.reason).toMatch(/live-errors .* while its traffic shifted$/);
    expect(release('bad').timeToSafe!.seconds).toBeLessThan(10);
    expect([release('fixed').outcome, report.targets.live]).toEqual(['Promoted', 'fixed']);
  },
);

test('an alarm that a revision sets off from its shift on goes on into its bake', async () => {
  const { release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [
      { how: 'alarm', revision: 'bad', target: 'live', from: 'shift', after: '5m', for: '1m' },
    ],
  });

  expect(release('bad')).toMatchObject({ outcome: 'RolledBack', waves: [{ verdict: 'fail' }] });
});
