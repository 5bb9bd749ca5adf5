// An alias that Tidegate shifts itself, while functions die and calls fail.

import { shareOf } from '../share.ts';
import { build } from './pipelines.ts';
import { canary, linear, runs, sharesOf, shifting } from './strategies.ts';

test.each(
  shareOf(
    [
      ['DeployTarget', 'lambda:UpdateAlias', 'before'],
      ['DeployTarget', 'lambda:UpdateAlias', 'after'],
      ['ShiftTraffic', 'lambda:UpdateAlias', 'before'],
      ['ShiftTraffic', 'lambda:UpdateAlias', 'after'],
      ['ShiftTraffic', 'dynamodb:PutItem', 'before'],
      ['ShiftTraffic', 'dynamodb:PutItem', 'after'],
      ['ShiftTraffic', 'cloudwatch:DescribeAlarms', 'after'],
      ['DeployTarget', 'states:SendTaskFailure', 'before'],
    ],
    3,
  ),
)('%s may die at %s, %s it took effect', async (name, call, dies) => {
  const deaths = [{ function: name, call, dies }];
  const played = await shifting(linear, { builds: [build('good')], deaths });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(sharesOf(played)).toEqual([0.4, 0.8, 0]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(shareOf(['throttled', 'fails', 'failsAfterEffect'], 3))(
  'calls of Lambda that are %s for a while change when steps are taken, and nothing else',
  async (how) => {
    const calls = [{ call: 'lambda:UpdateAlias', how, times: 6 }];
    const played = await shifting(linear, { builds: [build('good')], calls });

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(sharesOf(played)).toEqual([0.4, 0.8, 0]);
  },
);

test('a shift that may not be made is told, and leaves all of the traffic where it was', async () => {
  const calls = [{ call: 'lambda:UpdateAlias', how: 'denied', times: 999 }];
  const played = await shifting(linear, { builds: [build('good')], calls });

  expect(played.outcomes()).not.toContain('Promoted');
  expect(runs(played)).toBe('1 {}');
  expect(await played.leftBehind()).toEqual([]);
});

test.each(shareOf(['release', 'wave'], 3))(
  'an execution of the %s that is stopped in a step leaves all of the traffic where it was',
  async (execution) => {
    const people = [{ at: '12m', does: 'stop', revision: 'good', execution }];
    const played = await shifting(linear, { builds: [build('good')], people });

    expect(played.outcomes()).not.toContain('Promoted');
    expect(runs(played)).toBe('1 {}');
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('a version that comes up slowly gets traffic once it is up', async () => {
  const version = { how: 'version', revision: 'good', target: 'live', takes: '4m' };
  const played = await shifting(canary, { builds: [build('good')], misbehaviours: [version] });

  const [first] = played.calls.filter(({ operation }) => operation === 'UpdateAlias');
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(first!.at).toBeGreaterThan(10 * 60 + 240);
});
