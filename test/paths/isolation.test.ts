// One account that cannot be read, one pipeline that is broken: whatever is somebody else's goes on as ever.

import { keys, ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';
import { putRaw } from './raw-item.ts';

const MEMBER = '222233334444';
const both = oneTarget({
  bake: '{ for: 1h, judge: { mode: off } }',
  of: `${target('near')}, ${target('far', { account: `"${MEMBER}"` })}`,
});
const unreadable = { call: 'cloudwatch:*', how: 'denied', account: MEMBER, from: '16m', for: '2h' };

test('an alarm that fires is heard although the alarms of another account cannot be read', async () => {
  const { release, wave } = await play(both, {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'near', after: '10m' }],
    calls: [unreadable],
    // The event is lost: the sweep must find it.
    events: [{ source: 'aws.cloudwatch', how: 'lost', times: 20 }],
  });

  const { outcome, reason } = release('bad');
  const visits = wave('bad', 0).visits;
  const at = (state: string) => visits.find((visit) => visit.state === state)!.at;

  expect(outcome).toBe('RolledBack');
  expect(reason).toContain('near-errors of near was in ALARM');
  expect(at('Healthy?') - at('WatchBake')).toBeLessThan(20 * 60);
});

test('a gate says which account’s alarms it could not read', async () => {
  const { report } = await play(both, {
    baseline: 'old',
    builds: [build('good')],
    calls: [{ ...unreadable, from: '0s' }],
  });

  const shut = report.ledger.filter(({ event }) => event === 'GateShut').map(({ text }) => text);

  expect(shut.join()).toContain(`the alarms’ states in ${MEMBER} us-east-1 could not be read`);
});

test('the sweep settles dead releases before it reads what waits', async () => {
  const { calls, outcomes } = await play(oneTarget({ bake: '{ for: 1h }' }), {
    baseline: 'old',
    builds: [build('good')],
    people: [{ at: '20m', does: 'stop' }],
    events: [{ source: 'aws.states', how: 'lost', times: 20 }],
  });

  const swept = calls.filter(({ functionName }) => functionName === 'Sweep');
  const described = swept.findIndex(({ operation }) => operation === 'DescribeExecution');
  const { at } = swept[described]!;
  const before = swept.slice(0, described).filter((call) => at - call.at < 60);

  expect(outcomes()).toEqual(['Stopped']);
  expect(before.length).toBeGreaterThan(0);
  expect(JSON.stringify(before.map(({ input }) => input))).not.toContain('waits');
});

test('a release of which one wave is damaged is settled: dirty, and its stage frozen', async () => {
  const waves = ['one', 'two']
    .map((name) => `{ name: ${name}, targets: [${target(name)}] }`)
    .join(', ');
  const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - { name: prod, bake: { for: 20m, judge: { mode: off } }, waves: [${waves}] }
`;
  const { outcomes, report, items, leftBehind } = await play(
    pipeline,
    { baseline: 'old', builds: [build('good')], people: [{ at: '20m', does: 'stop' }] },
    {
      prepare: async (world) => {
        world.clock.at(world.startAt.getTime() + 18 * 60_000, async () => {
          const [open] = (await world.onlooker.table.readable(ranges.open())).items;
          await putRaw(world, keys.wave(open!.release, 1), { item: { kind: 'what' } });
        });
      },
    },
  );

  const [stage] = await items(ranges.stages('shop'));

  expect(outcomes()).toEqual(['LeftDirty']);
  expect(report.releases[0]!.reason).toContain('the item cannot be read of wave prod/two');
  expect(stage).toMatchObject({ frozen: { reason: expect.stringContaining('prod/two') } });
  expect(await leftBehind()).toEqual([]);
});
