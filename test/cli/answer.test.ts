// A bake that could not be judged, on a deployed Tidegate: what is shown of it, and what people answer over the wire.

import { keys, ranges } from '../../core/keys.ts';
import { reportOf } from '../../simulation/report.ts';
import { oneTarget, target } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { world, ask, playUntil, close } = await standing(
  oneTarget({ of: target('live', { atLeast: 9 }) }),
  {
    builds: [{ at: '0s', revision: 'quiet' }],
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
  },
);
afterAll(close);

const WHY = ['--reason', 'the logs are clean'];

test('nobody answers what is not asked, and is told how far it is', async () => {
  await playUntil(20);

  await expect(ask('override', 'shop', ...WHY)).rejects.toThrow(
    /waits for an answer, got \S+ \(#1 \w{7}\), whose wave prod is baking: wait for its verdict; waiting for one: none/,
  );
  await expect(ask('retry', 'shop', '77', ...WHY)).rejects.toThrow(/got 77; waiting for one: none/);
  await expect(ask('override', 'shop')).rejects.toThrow('expected --reason');
});

test('one that waits for a person needs one wherever it is shown, with what they may say', async () => {
  await playUntil(45);

  const { code, printed } = await ask('status', 'shop', '--wait');
  const why = (await ask('why-blocked', 'shop')).printed;

  expect(code).toBe(3);
  expect(printed).toMatch(/waits for a person in prod: its bake could not be judged: /);
  expect(why).toMatch(/unless a person answers/);
  expect(why).toMatch(/tidegate override shop shop-\w+-1 --reason "…"/);
  expect(why).toMatch(/retry lets it bake again/);
  expect((await ask('status')).printed).toContain('1 pipeline: 1 needs a person');
});

test('it bakes again by a person, and asks again where that tells nothing', async () => {
  const { printed } = await ask('retry', 'shop', ...WHY);

  expect(printed).toMatch(
    /^shop: #1 \w{7} bakes again in prod\n {2}wave prod: waits for a person since \S+: .* → baking, for 10m\ndone .*\n {2}another try asked for by /,
  );
  await playUntil(80);
  expect((await ask('status', 'shop', '--wait')).code).toBe(3);
});

test('an override is shown before it is done, and the release goes on by a name', async () => {
  const { printed } = await ask('override', 'shop', '1', ...WHY, '--for', '4h', '--json');

  expect(JSON.parse(printed)).toMatchObject({
    command: 'override',
    repeated: false,
    changes: [
      { what: 'wave prod (live)', to: expect.stringMatching(/^let through by .* if the next/) },
    ],
    did: [expect.stringMatching(/^verdict overridden by .*: the logs are clean; seen: waits for/)],
  });
  await playUntil(85);
  const { releases } = await reportOf(world);
  expect(releases).toMatchObject([{ outcome: 'Promoted', waves: [{ outcome: 'Overridden' }] }]);
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  expect(entries.filter(({ event }) => event === 'VerdictOverridden')).toHaveLength(1);
  expect((await ask('status', 'shop')).printed).toContain('let through by a person');
});

test('a verdict of what has ended is nobody’s, but it is released again by retry', async () => {
  await expect(ask('override', 'shop', '1', ...WHY)).rejects.toThrow(
    /got 1, which has ended: .*tidegate retry shop 1 --reason/,
  );
  await expect(ask('override', 'shop', ...WHY)).rejects.toThrow(
    /got the latest, which has ended: .*tidegate retry shop latest --reason/,
  );

  const { printed } = await ask('retry', 'shop', '1', ...WHY);

  expect(printed).toMatch(/^shop: about to release #1 \w{7}/);
  await playUntil(90);
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  expect(releases.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(await world.onlooker.table.get(keys.stage('shop', 'prod'))).toHaveProperty('lease');
});
