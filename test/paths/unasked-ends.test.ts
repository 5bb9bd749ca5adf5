// A release whose target, service or experiment cannot be asked any more ends all the same: dirty, frozen, and told.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const MEMBER = '222233334444';
const service =
  '{ name: live, account: "222233334444", region: eu-west-1, ecs: { cluster: shop, service: shop }, strategy: rolling, alarms: [live-errors] }';
const experiment = '{ name: chaos, experiment: EXT1abc2def3ghi4, timeout: 30m }';
const withChaos = oneTarget({ more: `tests: [${experiment}]` });

const denied = (call: string, from: string, more: object = {}) =>
  [{ call, how: 'denied' as const, from, for: '150h', ...more }] as const;
const hoursOf = ({ release }: Played) =>
  (Date.parse(release('new').endedAt!) - Date.parse(release('new').startedAt)) / 3_600_000;
const day = (more: ScenarioInput): ScenarioInput => ({
  baseline: 'old',
  builds: [build('new')],
  ...more,
});

test('a deployment that nobody may ask for leaves its stage dirty, frozen, and told', async () => {
  const calls = denied('codedeploy:*', '10m7s', { account: MEMBER, for: '4h' });
  const of = target('live', { account: `"${MEMBER}"` });
  const builds = [build('new'), build('next', '5h')];
  const played = await play(oneTarget({ of }), day({ calls, builds }));

  expect(played.release('new').outcome).toBe('LeftDirty');
  expect(played.release('new').reason).toMatch(/live \(its deployment could not be asked for: /);
  expect(hoursOf(played)).toBeLessThan(2.5);
  const [stage] = await played.items(ranges.stages('shop'));
  expect(stage).toMatchObject({ frozen: { release: played.release('new').id } });
  expect(stage?.lease).toBeUndefined();
  expect(played.counted).toContain('ReleasesEnded LeftDirty');
  // Whoever looks later finds out.
  const late = played.report.ledger.filter(({ text }) => /after its release had ended/.test(text));
  expect(late).toHaveLength(1);
  expect(await played.items(ranges.unproven())).toEqual([]);
});

test('a service that cannot be read after its bake keeps no end waiting for longer than half an hour', async () => {
  const calls = denied('ecs:*', '15m');
  const played = await play(oneTarget({ of: service }), day({ calls }));

  expect(['LeftDirty', 'Stopped']).toContain(played.release('new').outcome);
  expect(hoursOf(played)).toBeLessThan(6);
  const [stage] = await played.items(ranges.stages('shop'));
  expect(stage?.lease).toBeUndefined();
});

test('an experiment that nobody may stop keeps no end waiting, and is stopped once it can be', async () => {
  const calls = [{ call: 'fis:StopExperiment', how: 'denied' as const, for: '2h' }];
  const people = [{ at: '12m', does: 'stop' as const, execution: 'release' }];
  const played = await play(withChaos, day({ calls, people }));

  expect(hoursOf(played)).toBeLessThan(0.7);
  const end = Date.parse(played.release('new').endedAt!);
  const stops = played.calls.filter(({ operation }) => operation === 'StopExperiment');
  expect(stops.at(-1)!.at).toBeGreaterThan(
    (end - Date.parse(played.release('new').startedAt)) / 1000,
  );
  expect(await played.items(ranges.open())).toEqual([]);
});
