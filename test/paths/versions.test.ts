// A published version takes its time to come up, or fails: no traffic is sent to it before, and nobody waits inside a
// function.

import { build, oneTarget } from './pipelines.ts';
import { type Played, play } from './played.ts';

const comesUp = (how: object) =>
  play(oneTarget({ bake: '{ for: 5m }' }), {
    baseline: 'old',
    builds: [build('new', '1m')],
    misbehaviours: [{ how: 'version', revision: 'new', target: 'live', ...how }],
  });

const timesOf = ({ calls }: Played, wanted: string) =>
  calls
    .filter((it) => it.operation === wanted && it.functionName !== undefined && it.at > 0)
    .map(({ at }) => at);

test.each(['20s', '4m', '13m'])(
  'a version that is Pending for %s is deployed once it is up',
  async (takes) => {
    const played = await comesUp({ takes });

    const [published] = timesOf(played, 'UpdateFunctionCode');
    const [deployed, ...more] = timesOf(played, 'CreateDeployment');
    const seconds = Number.parseInt(takes, 10) * (takes.endsWith('m') ? 60 : 1);

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(deployed! - published!).toBeGreaterThanOrEqual(seconds);
    expect(more).toEqual([]);
    for (const failure of played.of('wave')[0]!.failures)
      expect(failure).toMatch(/^NotReady: .* to come up, got Pending: Creating/);
  },
);

test('a version that fails is refused with the platform’s reason, and no alias gets to see it', async () => {
  const played = await comesUp({ takes: '1m', fails: 'the hook before the checkpoint failed' });

  const { outcome, reason } = played.release('new');

  expect(outcome).toBe('RolledBack');
  expect(reason).toContain(
    'Refused: expected version 2 of function shop-live to come up, got Failed',
  );
  expect(reason).toContain('the hook before the checkpoint failed');
  expect(timesOf(played, 'CreateDeployment')).toEqual([]);
  expect(played.report.targets).toEqual({ live: 'old' });
  expect(await played.leftBehind()).toEqual([]);
});
