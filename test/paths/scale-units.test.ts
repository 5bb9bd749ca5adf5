// Scale units: of all waves in one, whosever they are, one at a time starts.

import { emptyUnit, takenBy, withoutRelease, withWaitingFor } from '../../core/gate/scale-unit.ts';
import { keys } from '../../core/keys.ts';
import { lookAtGate } from '../../flows/look-at-gate.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';
import { putRaw } from './raw-item.ts';

const OTHER = `pipeline: other
source: { project: other-build }
stages:
  - name: prod
    scaleUnit: cell
    targets: [${target('other').replaceAll('shop', 'other')}]
    bake: { for: 10m }
`;
const shop = oneTarget({ more: 'scaleUnit: cell' });
const beside = [OTHER];
const both = [build('one', '1m'), { ...build('two', '2m'), pipeline: 'other' }];

test('a release of another pipeline waits until the one in the unit has passed its bake', async () => {
  const played = await play(shop, { baseline: 'old', builds: both }, { beside });

  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
  const [one, two] = ['one', 'two'].map((it) => played.release(it).waves[0]!);
  expect(two!.deployedAt! > one!.bakedAt!).toBe(true);
  const shut = played.report.ledger.filter(({ event }) => event === 'GateShut');
  expect(shut.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^gate shut: release shop-\w+-1 of shop is in scale unit cell$/),
  ]);
  const unit = await played.world.onlooker.table.get(keys.scaleUnit('cell'));
  expect(unit).toEqual({ unit: 'cell', waiting: [], fence: expect.any(Number) });
  expect(await played.leftBehind()).toEqual([]);
  const lines = played.report.ledger.filter(({ event }) => /^Unit/.test(event));
  const [first, second] = ['one', 'two'].map((it) => played.release(it).id);
  expect(lines.map(({ event, release, subject }) => [event, release, subject])).toEqual([
    ['UnitEntered', first, 'cell'],
    ['UnitLeft', first, 'cell'],
    ['UnitEntered', second, 'cell'],
    ['UnitLeft', second, 'cell'],
  ]);
});

test.each([
  [
    'fails and is taken back',
    { misbehaviours: [{ how: 'alarm', revision: 'one', target: 'live', after: '3m' }] },
    'RolledBack',
  ],
  [
    'is stopped by a person',
    { people: [{ at: '5m', as: 'ann', does: 'stop', release: 'one', reason: 'no' }] },
    'Stopped',
  ],
])('a release that %s leaves its unit to the other', async (_how, more, outcome) => {
  const played = await play(shop, { baseline: 'old', builds: both, ...more }, { beside });

  expect([played.release('one').outcome, played.release('two').outcome]).toEqual([
    outcome,
    'Promoted',
  ]);
  const unit = await played.world.onlooker.table.get(keys.scaleUnit('cell'));
  expect(unit).toEqual({ unit: 'cell', waiting: [], fence: expect.any(Number) });
});

test('whoever waits for approval keeps nobody from the unit', async () => {
  const played = await play(
    oneTarget({
      pipeline: 'gateTimeout: 2h',
      more: 'scaleUnit: cell, approvals: { by: [nobody] }',
    }),
    { baseline: 'old', builds: both },
    { beside },
  );

  expect([played.release('one').outcome, played.release('two').outcome]).toEqual([
    'Stopped',
    'Promoted',
  ]);
});

test('a late hand at the gate of a release that has ended leaves no place in its unit behind', async () => {
  const pipeline = oneTarget({
    pipeline: 'gateTimeout: 1h',
    more: 'scaleUnit: cell, approvals: { by: [nobody] }',
  });
  const { world, release, leftBehind } = await play(pipeline, {
    baseline: 'old',
    builds: [build('one')],
  });
  const { id } = release('one');
  const since = '2026-11-23T09:00:00.000Z';
  const lease = { pipeline: 'shop', release: id, since };
  await putRaw(world, keys.scaleUnit('cell'), { item: { unit: 'cell', lease, waiting: [] } });
  const wait = { pipeline: 'shop', release: id, wave: 0, alarms: [], token: 'late' };
  const before = await leftBehind();

  await lookAtGate(world.onlooker, { ...wait, kind: 'gate' });

  expect(before).toEqual([`${id} in cell`]);
  expect(await leftBehind()).toEqual([]);
});

test('what a late hand has left in a unit of a release that is gone keeps nobody from it', async () => {
  const lease = { pipeline: 'shop', release: 'shop-gone-1', since: '2026-11-23T09:00:00.000Z' };
  const played = await play(
    shop,
    { baseline: 'old', builds: [build('one')] },
    {
      prepare: (world) =>
        putRaw(world, keys.scaleUnit('cell'), { item: { unit: 'cell', lease, waiting: [lease] } }),
    },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
});

const member = (release: string) => ({ pipeline: 'shop', release, since: '2026-11-23T09:00:00Z' });
const after = (...releases: string[]) =>
  releases.reduce((unit, it) => withWaitingFor(unit, member(it)), emptyUnit('cell'));

test('a unit is taken by whoever has waited longest, and by nobody else until they have left', () => {
  const user = (release: string) => ({ ...member(release), wave: 0 });
  const taken = takenBy(after('one', 'two', 'one'), user('one'));

  expect(takenBy(after('one', 'two'), user('two'))).toBeUndefined();
  expect(taken).toEqual({
    ...{ unit: 'cell', fence: 1, waiting: [member('two')] },
    lease: { ...user('one'), fence: 1 },
  });
  expect(takenBy(taken!, user('two'))).toBeUndefined();
  expect(takenBy(withoutRelease(taken!, 'one'), user('two'))?.lease).toEqual({
    ...{ ...user('two'), fence: 2 },
  });
});
