// A person ends what a gate waits for: what they saw, for as long as they say, and nothing that has to be shown.

import { maySkip, sifted } from '../../../core/gate/skip.ts';
import { reportOf } from '../../../simulation/report.ts';
import { build, oneTarget } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

/** The worlds begin on a Monday morning. */
const SHUT = oneTarget({
  more: 'windows: [{ zone: UTC, days: [sat], from: "09:00", until: "16:00" }]',
});
const SKIP = { pipeline: 'shop', reason: 'customers cannot pay' };

async function ends(world: Awaited<ReturnType<typeof shop>>) {
  await world.play();
  return (await reportOf(world)).releases.map(({ revision, outcome }) => `${revision} ${outcome}`);
}

test('a wave starts outside of its hours as soon as a person ends the wait, and says so', async () => {
  const world = await shop({}, SHUT);
  await playOn(world, 60);
  const before = await ledgerOf(world, 'WaveStarted');

  const { told } = await give(world, 'skip-wait', SKIP);

  expect(before).toEqual([]);
  expect(told.changes).toEqual([
    {
      what: 'its hours',
      from: expect.stringMatching(/^waited for since \S+: outside of its hours/),
      to: expect.stringMatching(/^skipped by ada \(developers\), if the wave starts by /),
    },
  ]);
  expect(told.did).toEqual(['wave prod starts']);
  expect(await ledgerOf(world, 'WaitSkipped')).toEqual([
    expect.stringMatching(/^wait for hours ended by ada .* until \S+: customers cannot pay$/),
  ]);
  expect(await ledgerOf(world, 'WaveStarted')).toEqual([
    expect.stringMatching(/ada \(developers\) has ended the wait, .*: outside of its hours/),
  ]);
  expect(await ends(world)).toEqual(['new Promoted']);
});

test('once its time is over a skip lets nothing through', async () => {
  const world = await shop({}, SHUT);
  await playOn(world, 60);
  await give(world, 'hold', { pipeline: 'shop', reason: 'a fair' });
  await playOn(world, 6);
  const { told } = await give(world, 'skip-wait', { ...SKIP, forSeconds: 600 });
  await playOn(world, 15);
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is over' });
  await playOn(world, 30);

  expect(told.notes).toEqual([expect.stringMatching(/^it still waits: pipeline:shop is held/)]);
  expect(told.did).toEqual([
    expect.stringMatching(/^wave prod still waits: pipeline:shop is held/),
  ]);
  expect(await ledgerOf(world, 'WaveStarted')).toEqual([]);
});

test.each([
  [
    'a hold',
    { more: '' },
    {},
    /which is kept shut by: pipeline:shop is held .*tidegate resume shop/,
  ],
  [
    'an approval',
    { more: 'approvals: { by: [ops] }' },
    {},
    /which is kept shut by: waits for 1 approval .*tidegate approve shop/,
  ],
  [
    'an alarm',
    { more: '' },
    { alarms: [{ alarm: 'live-errors', is: 'ALARM' as const, at: '0s' }] },
    /which is kept shut by: in ALARM before the start/,
  ],
])('%s is not skipped, and is told with what clears it', async (what, more, scenario, text) => {
  const world = await shop(scenario, oneTarget(more));
  if (what === 'a hold') await give(world, 'hold', { pipeline: 'shop', reason: 'a fair' });
  await playOn(world, 40);

  const { status, told } = await give(world, 'skip-wait', SKIP);

  expect(status).toBe(422);
  expect(told.message).toMatch(text);
  expect(await ledgerOf(world, 'WaveStarted')).toEqual([]);
});

test('a freeze is skipped by whoever could lift it, and by nobody else', async () => {
  const operated = `operators: ["${EVE}"]\n`;
  const freeze = (scope: string, operators: string) =>
    `policy: acme\n${operators}teams: { payments: { principals: ["${ADA}"] } }\n` +
    `freezes: [{ scope: "${scope}", owner: o, reason: r, expires: 2026-12-24T00:00:00Z }]\n`;
  const owned = oneTarget({ pipeline: 'owner: payments\n' });
  const policies = [{ at: '0s', file: 'policy.yml' }];
  const asked = async (scope: string, as: string, operators = operated) => {
    const world = await shop({ policies }, owned, freeze(scope, operators));
    await playOn(world, 60);
    return (await give(world, 'skip-wait', SKIP, { as })).status;
  };

  expect(await asked('stage:*/prod', ADA)).toBe(403);
  expect(await asked('stage:*/prod', EVE)).toBe(200);
  // Where nobody operates, IAM alone decides of what is all teams'.
  expect(await asked('stage:*/prod', ADA, '')).toBe(200);
  expect(await asked('organisation', ADA)).toBe(403);
  expect(await asked('team:payments', ADA)).toBe(200);
  expect(await asked('pipeline:shop', ADA)).toBe(200);
});

test('nobody of another team ends a wait, nor by a way that is for stopping, nor unseen', async () => {
  const policy = `policy: acme\nteams: { payments: { principals: ["${ADA}"] } }\n`;
  const world = await shop(
    { policies: [{ at: '0s', file: 'policy.yml' }] },
    SHUT.replace('pipeline: shop', 'pipeline: shop\nowner: payments'),
    policy,
  );
  await playOn(world, 60);

  const answers = [
    await give(world, 'skip-wait', SKIP, { as: EVE }),
    await give(world, 'skip-wait', SKIP, { path: '/stop/skip-wait' }),
    await send(world, SKIP, { path: '/let/skip-wait' }),
    await send(world, { pipeline: 'shop' }, { path: '/let/skip-wait' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 409, 400]);
  expect(await ledgerOf(world, 'WaitSkipped')).toEqual([]);
});

test('given twice with one key a skip is one, and once the wave has started it is none', async () => {
  const world = await shop({ builds: [build('new')] }, SHUT);
  await playOn(world, 60);
  const body = { ...SKIP, key: 'skipped-1' };
  const { told: seen } = await send(world, { ...body, preview: true }, { path: '/let/skip-wait' });
  const first = await send(world, { ...body, seen: seen.seen }, { path: '/let/skip-wait' });
  const again = await send(world, { ...body, seen: seen.seen }, { path: '/let/skip-wait' });
  await playOn(world, 10);

  const late = await give(world, 'skip-wait', SKIP);

  expect([first.told.repeated, again.told.repeated]).toEqual([false, true]);
  expect(await ledgerOf(world, 'WaitSkipped')).toHaveLength(1);
  expect(late.told.message).toMatch(/waits in front of a gate, got none; waiting: none$/);
});

const reason = (
  kind: 'hours' | 'calendar' | 'freeze' | 'alarm' | 'scaleUnit',
  subject: string,
) => ({
  kind,
  subject,
  what: `${kind} ${subject}`,
  clears: '',
});

test('what came since is not skipped, but for the hours, which are one thing', () => {
  const skip = {
    ...{ by: ADA, name: 'ada', reason: 'r', at: '2026-01-01', until: '2026-01-02' },
    passes: [
      { kind: 'hours', subject: 'prod' },
      { kind: 'freeze', subject: 'organisation 1' },
      { kind: 'alarm', subject: 'a' },
    ],
  };
  const all = [
    reason('calendar', 'fair.ics'),
    reason('freeze', 'organisation 1'),
    reason('freeze', 'organisation 2'),
    reason('alarm', 'a'),
    reason('scaleUnit', 'cell'),
  ];

  const during = sifted(all, [skip], '2026-01-01T23:59');
  const after = sifted(all, [skip], '2026-01-02');

  expect(during.left.map(({ what }) => what)).toEqual([
    'freeze organisation 2',
    'alarm a',
    'scaleUnit cell',
  ]);
  expect(after.left).toEqual(all);
  expect(all.filter(maySkip)).toHaveLength(3);
});
