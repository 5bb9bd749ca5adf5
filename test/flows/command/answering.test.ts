// Answers to a bake that could not be judged: by whom, twice with one key, too late, and after somebody else.

import { askedOf, isAsking } from '../../../core/asking.ts';
import { pathOf } from '../../../core/command/permission.ts';
import { ranges } from '../../../core/keys.ts';
import { answer } from '../../../flows/command/answer.ts';
import { readWave } from '../../../flows/read.ts';
import { reportOf } from '../../../simulation/report.ts';
import { oneTarget, target } from '../../paths/pipelines.ts';
import type { ScenarioInput } from '../../paths/played.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const OVERRIDE = { pipeline: 'shop', reason: 'the logs are clean' };
const TEAMS = `policy: acme
teams:
  team-shop: { principals: ["${ADA}"] }
  team-other: { principals: ["${EVE}"] }
`;

/** After 50 minutes it waits for a person, for an hour. */
async function asked(more: ScenarioInput = {}) {
  const pipeline = oneTarget({
    pipeline: 'owner: team-shop',
    of: target('live', { atLeast: 9 }),
    bake: '{ for: 10m, answerWithin: 1h }',
  });
  const traffic = [{ target: 'live', requestsPerMinute: 0 }];
  const policies = [{ at: '0s', file: 'policy.yml' }];
  const world = await shop({ traffic, policies, ...more }, pipeline, TEAMS);
  await playOn(world, 50);
  return world;
}

type World = Awaited<ReturnType<typeof asked>>;

async function ends(world: World) {
  await world.play();
  return (await reportOf(world)).releases.map(({ outcome }) => outcome);
}

async function previewed(world: World, as = ADA) {
  const path = pathOf('override');
  const { told } = await send(world, { ...OVERRIDE, preview: true }, { path, as });
  return (key: string, more: object = {}) =>
    send(world, { ...OVERRIDE, seen: told.seen, key, ...more }, { path, as });
}

test('an override that is given twice with one key is given once, and says so', async () => {
  const world = await asked();
  const override = await previewed(world);

  const first = await override('once-and-no-more');
  const second = await override('once-and-no-more');

  expect(first).toMatchObject({ status: 200, told: { by: ADA, repeated: false } });
  expect(second.told).toMatchObject({ repeated: true, did: first.told.did });
  expect(await ends(world)).toEqual(['Promoted']);
  expect(await ledgerOf(world, 'VerdictOverridden')).toHaveLength(1);
});

test('an override whose function died before its machine was told is made good by the sweep', async () => {
  const world = await asked({
    calls: [{ call: 'states:SendTaskSuccess', how: 'denied', function: 'OnLet', for: '5h' }],
  });
  const override = await previewed(world);

  await override('once-and-no-more').catch(() => undefined);

  expect(await ends(world)).toEqual(['Promoted']);
});

test('nobody of another team overrides, and nobody by a way that is for stopping', async () => {
  const world = await asked();

  const others = await give(world, 'override', OVERRIDE, { as: EVE });
  const forged = await give(world, 'override', { ...OVERRIDE, by: ADA }, { as: EVE });
  const stopping = await send(world, OVERRIDE, { path: '/stop/override', as: EVE });

  expect(others).toMatchObject({ status: 403, told: { message: expect.stringContaining('eve') } });
  expect([forged.status, stopping.status]).toEqual([400, 403]);
  expect(await ledgerOf(world, 'VerdictOverridden')).toEqual([]);
  expect(await ends(world)).toEqual(['Stopped']);
});

test('who has not looked, or has seen another question, is refused', async () => {
  const world = await asked();
  const override = await previewed(world);
  const unseen = await send(world, OVERRIDE, { path: pathOf('override') });
  await give(world, 'retry', OVERRIDE);
  await playOn(world, 15);

  const stale = await override('once-and-no-more');

  expect([unseen.status, stale.status]).toEqual([409, 409]);
  expect(await ledgerOf(world, 'BakeExtended')).toHaveLength(2);
  expect(await ends(world)).toEqual(['Stopped']);
});

test.each(['override', 'retry'] as const)('%s: a wave is answered once', async (name) => {
  const world = await asked();
  const override = await previewed(world);
  await give(world, name, OVERRIDE);

  const late = await override('too-late-by-then');

  expect(late.status).toBeGreaterThanOrEqual(409);
  expect((await ledgerOf(world, 'VerdictOverridden')).length).toBe(name === 'override' ? 1 : 0);
});

test('who answers second is told who did first, while the release goes on', async () => {
  const next = target('next', { atLeast: 9 });
  const text = `${oneTarget({ of: target('live', { atLeast: 9 }), bake: '{ for: 10m }' })}
  - { name: last, targets: [${next}], bake: { for: 1h } }
`;
  const world = await shop({ traffic: [{ target: 'live', requestsPerMinute: 0 }] }, text);
  await playOn(world, 50);
  await give(world, 'override', OVERRIDE);
  await playOn(world, 5);

  const second = await give(world, 'override', OVERRIDE);

  expect(second.status).toBe(422);
  expect(second.told.message).toMatch(
    /whose wave last is baking.*, and whose wave prod ada \(developers\) let through at 20/,
  );
});

test('a third bake is not asked for', async () => {
  const world = await asked();
  await give(world, 'retry', OVERRIDE);
  await playOn(world, 15);
  await give(world, 'retry', OVERRIDE);
  await playOn(world, 15);

  const third = await give(world, 'retry', OVERRIDE);

  expect(third).toMatchObject({
    status: 422,
    told: { message: expect.stringMatching(/less than 2 times, got prod; let it through/) },
  });
});

test('who stops or rolls back what waits for a person is heard as ever', async () => {
  const stopped = await asked();
  await give(stopped, 'stop', { pipeline: 'shop', reason: 'enough' });
  const back = await asked();
  await give(back, 'rollback', { pipeline: 'shop', reason: 'back' });

  expect(await ends(stopped)).toEqual(['Stopped']);
  expect(await ends(back)).toEqual(['Stopped', 'RolledBack']);
});

test('an answer that comes as the time for it is over is none: the machine stops by itself', async () => {
  const world = await asked();
  const { onlooker } = world;
  const [open] = await onlooker.table.list(ranges.open());
  const wave = await readWave(onlooker, open!.release, 0);
  if (!isAsking(wave)) throw new Error('Expected a wave that asks.');
  const { at, until } = askedOf(wave);
  const late = { ...onlooker, clock: { ...onlooker.clock, now: () => new Date(until) } };
  const person = { by: ADA, name: 'ada', door: '/let/override' };

  const said = answer(late, {
    question: { release: open!.release, wave: 0, at },
    answered: { says: 'override', by: ADA, name: 'ada', reason: 'late', at: until, until },
    event: 'VerdictOverridden',
    text: 'overridden',
    person,
  });
  await playOn(world, 1);

  expect(await said).toMatch(/^nothing: /);
  expect(await ledgerOf(world, 'VerdictOverridden')).toEqual([]);
});
