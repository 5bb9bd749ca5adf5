// A noisy alarm loses its right to page, then to block, by a named person, for a time.

import { ranges } from '../../../core/keys.ts';
import { muteKeys } from '../../../core/mute-keys.ts';
import { quietKey } from '../../../core/quiet-keys.ts';
import { releaseEndOf } from '../../../core/release.ts';
import { withdrawNoise } from '../../../flows/command/withdraw-noise.ts';
import type { World } from '../../../simulation/world/world.ts';
import { build } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn } from './commanded.ts';
import { noisy } from './noisy.ts';

afterAll(closeAll);

const UNTIL = '2026-11-30T09:00:00Z';
const LOAD = { pipeline: 'shop', alarm: 'live-errors', reason: 'the nightly load' };
const accept = (world: World, more: object = {}) =>
  give(world, 'accept-noise', { ...LOAD, until: UNTIL, ...more });

/** A fifth release, in whose bake the alarm fires; it would have failed it. */
const FIFTH = {
  builds: [build('five', '13h')],
  alarms: [{ alarm: 'live-errors', is: 'ALARM' as const, at: '13h20m', for: '2m' }],
  pagers: [{ alarm: 'live-errors' }],
};

async function fifth(world: World) {
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  return releases.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).at(-1);
}

test('accepted once its actions are muted, and it blocks; accepted again it blocks nothing', async () => {
  const world = await noisy(4, FIFTH);

  const first = await accept(world);
  await playOn(world, 1);
  const second = await accept(world);
  await playOn(world, 240);

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.told.did).toEqual([
    `live-errors has lost its right to page until 2026-11-30T09:00:00.000Z`,
  ]);
  expect(second.told.did).toEqual([
    `live-errors has lost its right to block until 2026-11-30T09:00:00.000Z`,
  ]);
  expect(await ledgerOf(world, 'NoiseAccepted')).toEqual([
    expect.stringMatching(
      /^live-errors of live has lost its right to page until .* says .*ada.*: the nightly load; to do: mend live-errors/,
    ),
    expect.stringContaining('its right to block'),
  ]);
  // The second acceptance puts the same rule anew.
  const muted = await ledgerOf(world, 'AlarmsMuted');
  expect(muted.filter((text) => text.includes('its right to page'))).toEqual(
    Array(2).fill(
      'live-errors may not act until 2026-11-30T09:00:00.000Z: a person has taken its right to page',
    ),
  );
  const ends = await ledgerOf(world, 'BakeEnded');
  expect(ends.at(-1)).toMatch(
    /pass: 0 alarms OK throughout.*alarm live-errors of live was in ALARM at .* and is not counted: its right to block was taken by ada .*until 2026-11-30/,
  );
  const release = await fifth(world);
  expect(release && releaseEndOf(release)?.outcome).toBe('Promoted');
});

test('with its right to page alone gone, it fails a bake as ever', async () => {
  const world = await noisy(4, FIFTH);
  await accept(world);
  await playOn(world, 240);

  const release = await fifth(world);
  expect(release && releaseEndOf(release)?.outcome).toBe('RolledBack');
});

test('after its time, or once it is withdrawn, it blocks again', async () => {
  const world = await noisy(4, FIFTH);
  await accept(world, { until: '2026-11-23T21:30:00Z' });
  await playOn(world, 1);
  await accept(world, { until: '2026-11-23T21:30:00Z' });
  await playOn(world, 240);

  const other = await noisy(4, FIFTH);
  await accept(other);
  await playOn(other, 1);
  await accept(other);
  await playOn(other, 1);
  // Whoever may read may take it back.
  const withdrawn = await give(other, 'withdraw-noise', LOAD, { as: EVE });
  await playOn(other, 240);

  expect(withdrawn.status).toBe(200);
  expect(await ledgerOf(other, 'NoiseWithdrawn')).toHaveLength(1);
  for (const each of [world, other]) {
    const release = await fifth(each);
    expect(release && releaseEndOf(release)?.outcome).toBe('RolledBack');
    const muted = each.aws.cloudWatch.alarms.muteRules({
      account: '111122223333',
      region: 'us-east-1',
    });
    expect(muted.filter(({ name }) => name.includes('noise'))).toEqual([]);
  }
});

test('what it fired without its right to block proves nothing once it has it again', async () => {
  const world = await noisy(4, FIFTH);

  await accept(world, { until: '2026-11-23T22:25:00Z' });
  await playOn(world, 1);
  await accept(world, { until: '2026-11-23T22:25:00Z' });
  await playOn(world, 240);

  const ends = await ledgerOf(world, 'BakeEnded');
  expect(ends.at(-1)).toMatch(/pass/);
  expect(releaseEndOf((await fifth(world))!)?.outcome).toBe('Promoted');
});

test.each([
  ['an alarm that is none', { alarm: 'live-latency' }, /live-latency has failed no bake/],
  ['a time that is over', { until: '2020-01-01T00:00:00Z' }, /within 15 days of now/],
  ['a time too far', { until: '2027-01-01T00:00:00Z' }, /within 15 days of now/],
])('%s is refused, with what would be right', async (_, more, problem) => {
  const world = await noisy(2);

  const { status, told } = await accept(world, more);

  expect(status).not.toBe(200);
  expect(told.message).toMatch(problem);
});

test('what is not proposed is accepted by nobody: neither a second right, nor one of an alarm that was right', async () => {
  const world = await noisy(2);
  await accept(world);
  await playOn(world, 1);

  expect((await accept(world)).told.message).toMatch(/more is not proposed/);
  expect((await give(world, 'withdraw-noise', { ...LOAD, alarm: 'other' })).told.message).toMatch(
    /got other, which has all of them/,
  );
  expect(ADA).toContain('ada');
});

test('a withdrawal that is given again takes back nothing that was accepted since', async () => {
  const world = await noisy(4);
  const order = {
    ...{ body: { ...LOAD, preview: false }, at: world.clock.now().toISOString(), door: 'x' },
    by: { arn: EVE, principal: EVE, name: 'eve' },
  };
  await playOn(world, 1);
  await accept(world);
  const kept = () =>
    Promise.all([
      world.onlooker.table.get(quietKey('shop', 'live-errors')),
      world.onlooker.table.get(muteKeys.mute('noise-shop-live-errors')),
    ]);
  const before = await kept();

  await withdrawNoise.act(world.onlooker, order, { about: '', changes: [], seen: {} });

  expect(before.map((item) => item?.until)).toEqual(Array(2).fill('2026-11-30T09:00:00.000Z'));
  expect(await kept()).toEqual(before);
  expect(await ledgerOf(world, 'NoiseWithdrawn')).toEqual([]);
});
