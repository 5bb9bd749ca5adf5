// What stops something, and what lets it go on: at each state of a release, twice with one key, after somebody else.

import { keys, ranges } from '../../../core/keys.ts';
import { reportOf } from '../../../simulation/report.ts';
import { build, oneTarget, target, wholeWay } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const HOLD = { pipeline: 'shop', reason: 'the till is on fire' };
const RESUME = { scope: 'pipeline:shop', reason: 'it is out' };

async function end(world: Awaited<ReturnType<typeof shop>>) {
  await world.play();
  return (await reportOf(world)).releases.map(({ revision, outcome }) => `${revision} ${outcome}`);
}

test('a held pipeline starts no wave, and goes on as soon as it is resumed', async () => {
  const world = await shop();
  const held = await give(world, 'hold', HOLD);
  await playOn(world, 60);

  const waiting = await world.onlooker.table.get(keys.stage('shop', 'prod'));
  const resumed = await give(world, 'resume', RESUME, { as: EVE });
  await playOn(world, 1);

  expect(held).toMatchObject({ status: 200, told: { by: ADA, repeated: false } });
  expect(waiting).toMatchObject({ waiting: { release: expect.stringContaining('shop-') } });
  expect(waiting?.lease).toBeUndefined();
  expect(resumed.told.did).toEqual([
    'pipeline:shop is open',
    '1 waiting in front of it look again',
  ]);
  expect(await ledgerOf(world, 'GateShut')).toEqual([
    expect.stringMatching(
      /pipeline:shop is held since \S+ by ada \(developers\): the till is on fire/,
    ),
  ]);
  expect(await ledgerOf(world, 'WaveStarted')).toHaveLength(1);
  expect(await ledgerOf(world, 'Held')).toEqual([
    `pipeline:shop held by ada (developers) (${ADA}): the till is on fire; seen: open`,
  ]);
  expect(await ledgerOf(world, 'Resumed')).toEqual([expect.stringContaining(EVE)]);
  expect(await end(world)).toEqual(['new Promoted']);
});

test('a hold of two hours lets the release go on after them, though nobody resumes it', async () => {
  const world = await shop();
  const held = await give(world, 'hold', { ...HOLD, forSeconds: 7_200 });
  const { until = '' } = held.told.facts ?? {};
  await playOn(world, 115);
  const during = await ledgerOf(world, 'WaveStarted');

  expect(await end(world)).toEqual(['new Promoted']);

  expect(during).toEqual([]);
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  const started = entries.find(({ event }) => event === 'WaveStarted')?.at ?? '';
  const late = Date.parse(started) - Date.parse(String(until));
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(6 * 60_000);
  const { told } = await give(world, 'resume', RESUME);
  expect(told.message).toContain('which is not; nothing is held');
});

test('a hold that lasts for ever outlives one that does not, and a new one takes the place of what is over', async () => {
  const world = await shop();
  await give(world, 'hold', { ...HOLD, forSeconds: 3_600 });
  await playOn(world, 1);
  await give(world, 'stop-the-line', { scope: 'pipeline:shop', reason: 'a fair' }, { as: EVE });
  await playOn(world, 120);

  const preview = await give(world, 'hold', { ...HOLD, reason: 'again' });
  const hold = await world.onlooker.table.get(keys.hold('pipeline:shop'));

  expect(await ledgerOf(world, 'WaveStarted')).toEqual([]);
  expect(preview.told.changes[0]?.from).toMatch(/^held since \S+ by eve \(strangers\): a fair$/);
  expect(hold?.stops.map(({ reason }) => reason)).toEqual(['a fair', 'again']);
});

test('of those that wait in front of a held stage the newest goes on, and the others end Superseded', async () => {
  const world = await shop({ builds: [build('one'), build('two', '20m'), build('three', '30m')] });
  await give(world, 'stop-the-line', { scope: 'organisation', reason: 'a region is down' });
  await playOn(world, 90);
  await give(world, 'resume', { scope: 'organisation', reason: 'it is back' });

  expect(await end(world)).toEqual(['one Superseded', 'two Superseded', 'three Promoted']);
  expect(await ledgerOf(world, 'Held', '')).toHaveLength(1);
});

test('a stage that is held while a release is in it lets its next wave not start', async () => {
  const world = await shop({}, wholeWay());
  await give(world, 'hold', { ...HOLD, stage: 'prod' });
  await playOn(world, 600);
  const before = await ledgerOf(world, 'WaveStarted');
  await give(world, 'resume', { scope: 'stage:shop/prod', reason: 'go' });

  expect(before).toHaveLength(3);
  expect(await end(world)).toEqual(['new Promoted']);
});

test('a rollback is allowed while the line is stopped', async () => {
  const world = await shop({
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '20m' }],
  });
  await playOn(world, 25);
  await give(world, 'stop-the-line', { scope: 'organisation', reason: 'a drill' });

  expect(await end(world)).toEqual(['new RolledBack']);
});

test.each([
  ['before it starts', 15, 422, ''],
  ['while it deploys', 22, 200, 'the shift of live is stopped, and its traffic goes back'],
  ['while it bakes', 50, 200, 'how it ended is told within a minute'],
  ['after it has ended', 150, 422, ''],
])('a stop %s is answered with what is so', async (_, minutes, status, did) => {
  const takes = {
    how: 'deployment',
    revision: 'new',
    target: 'live',
    outcome: 'succeeds',
    takes: '5m',
  };
  const world = await shop({ misbehaviours: [takes] });
  await playOn(world, minutes);

  const answered = await give(world, 'stop', { pipeline: 'shop', release: 'latest', reason: 'no' });

  expect(answered.status).toBe(status);
  if (status === 200) {
    expect(answered.told.did.at(-1)).toContain(did);
    expect(await end(world)).toEqual(['new Stopped']);
  } else expect(answered.told.message).toContain('expected a release of shop that runs');
});

test('a release that is taken back is not stopped half-way', async () => {
  const world = await shop({
    misbehaviours: [
      { how: 'alarm', revision: 'new', target: 'live', after: '20m' },
      { how: 'deployment', revision: 'old', target: 'live', outcome: 'succeeds', takes: '20m' },
    ],
  });
  await playOn(world, 45);

  const { told } = await give(world, 'stop', { pipeline: 'shop', reason: 'no' });

  expect(told).toMatchObject({
    error: 'Refused',
    message: expect.stringContaining('ends by itself'),
  });
  expect(await end(world)).toEqual(['new RolledBack']);
});

test('a command that is repeated with its key is done once, and answers the same', async () => {
  const world = await shop();
  const body = { ...HOLD, key: 'a-key-of-mine' };

  const first = await send(world, body, { path: '/stop/hold' });
  await give(world, 'resume', RESUME);
  const again = await send(world, body, { path: '/stop/hold' });
  const another = await send(world, { ...body, reason: 'other' }, { path: '/stop/hold' });
  const eves = await send(world, body, { path: '/stop/hold', as: EVE });

  expect(again.told).toEqual({ ...first.told, repeated: true });
  expect(another).toMatchObject({ status: 422, told: { error: 'Refused' } });
  expect(eves.told).toMatchObject({ repeated: false, by: EVE });
  expect(await ledgerOf(world, 'Held')).toHaveLength(2);
});

test('whoever resumes what somebody has held again since is told so, and nothing goes on', async () => {
  const world = await shop();
  await give(world, 'hold', HOLD);
  const { told } = await send(world, { ...RESUME, preview: true }, { path: '/let/resume' });
  await playOn(world, 1);
  await give(world, 'hold', { ...HOLD, reason: 'and the cellar is wet' }, { as: EVE });

  const stale = await send(world, { ...RESUME, seen: told.seen }, { path: '/let/resume' });
  const unseen = await send(world, RESUME, { path: '/let/resume' });

  expect(stale).toMatchObject({ status: 409, told: { error: 'Stale' } });
  expect(stale.told.message).toContain('and the cellar is wet');
  expect(unseen).toMatchObject({ status: 409, told: { error: 'Stale' } });
  const hold = await world.onlooker.table.get(keys.hold('pipeline:shop'));
  expect(hold?.stops).toHaveLength(2);
});

test.each([
  ['hold', { pipeline: 'shp', reason: 'x' }, 'did you mean shop?'],
  ['hold', { pipeline: 'shop', stage: 'prd', reason: 'x' }, 'did you mean prod?'],
  ['stop-the-line', { scope: 'team:paymets', reason: 'x' }, 'expected a team that owns something'],
  ['stop-the-line', { scope: 'everything', reason: 'x' }, 'organisation, team:NAME'],
  ['resume', { scope: 'pipeline:shop', reason: 'x' }, 'which is not; nothing is held'],
  ['unfreeze', { pipeline: 'shop', stage: 'prod', reason: 'x' }, 'which is not'],
  ['stop', { pipeline: 'shop', release: '77', reason: 'x' }, 'none runs'],
] as const)(
  '%s of what cannot be is refused, and says what would be right: %j',
  async (command, body, problem) => {
    const world = await shop();

    const { status, told } = await give(world, command, body);

    expect(status).toBe(422);
    expect(told.message).toContain(problem);
  },
);

test('a stage that was left dirty is unfrozen by name, and lets the one that waits go on', async () => {
  const servers = oneTarget({ of: target('live', { ec2: true }) });
  const scenario = {
    builds: [build('new'), build('next', '2h')],
    misbehaviours: [
      { how: 'alarm', revision: 'new', target: 'live', after: '5m' },
      { how: 'deployment', revision: 'old', target: 'live', outcome: 'fails' },
    ],
  };
  const world = await shop(scenario, servers);
  await playOn(world, 150);
  const frozen = await world.onlooker.table.get(keys.stage('shop', 'prod'));

  const { told } = await give(world, 'unfreeze', {
    pipeline: 'shop',
    stage: 'prod',
    reason: 'I looked',
  });

  expect(frozen?.frozen).toBeDefined();
  expect(told.did).toEqual(['stage prod is open']);
  expect(await ledgerOf(world, 'StageUnfrozen')).toEqual([
    expect.stringContaining('I looked; seen: frozen since'),
  ]);
  const after = await world.onlooker.table.get(keys.stage('shop', 'prod'));
  expect(after?.frozen).toBeUndefined();
  expect(after?.lease?.release).toBe(frozen?.waiting?.release);
});
