// The buttons of the board in a dashboard: pressed once, twice, too late, and where a function dies.

import { ranges } from '../../../core/keys.ts';
import { stopByWidget } from '../../../functions/stop-by-widget.ts';
import { oneTarget } from '../../paths/pipelines.ts';
import { dyingAt } from '../dying.ts';
import { closeAll, give, ledgerOf, playOn, shop } from './commanded.ts';
import { ARN, type Button, buttons, context, holdOf, press, typed } from './pressed.ts';

afterAll(closeAll);

test('a press holds the pipeline, and the ledger says where it came from and whom they say to be', async () => {
  const world = await shop();
  const { found } = await buttons(world);
  const [whole] = found as [Button];

  const answer = await press(world, whole, typed({ reason: 'the till is on fire', who: 'Ada' }));
  await playOn(world, 60);

  expect(found.map(({ text }) => text)).toEqual(['Hold shop', 'Hold stage prod']);
  expect(whole.endpoint).toBe(ARN);
  expect(whole.confirmation).toBe(
    'Hold shop? Now it is open. No wave starts there until somebody runs: tidegate resume shop --reason &quot;…&quot;',
  );
  expect(answer).toContain('It is stopped.');
  expect(answer).toContain('tidegate resume shop --reason');
  expect(await ledgerOf(world, 'WaveStarted')).toEqual([]);
  expect(await ledgerOf(world, 'Held')).toEqual([
    `pipeline:shop held by whoever pressed in dashboard tidegate-local-shop, who says to be Ada (${ARN}): the till is on fire; seen: open`,
  ]);
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  expect(entries.find(({ event }) => event === 'Held')?.person).toMatchObject({
    by: ARN,
    door: expect.stringMatching(/^\/stop\/hold by widget, request \S+$/),
  });
});

test('what is held has no button, but the command that lets it go on', async () => {
  const world = await shop();
  await give(world, 'hold', { pipeline: 'shop', stage: 'prod', reason: 'a fair' });

  const { found, shown } = await buttons(world);

  expect(found.map(({ text }) => text)).toEqual(['Hold shop']);
  expect(shown).toContain('tidegate resume shop --stage prod --reason');
  expect(shown).not.toMatch(/<button[^>]*>[^<]*(resume|release|approve)/i);
});

test('the line is stopped from the fleet, and of one team from its own', async () => {
  const world = await shop();
  const { found } = await buttons(world, {});

  const answer = await press(world, found[0]!);

  expect(found.map(({ text }) => text)).toEqual(['Stop the line: everything']);
  expect(answer).toContain('It is stopped.');
  const held = await holdOf(world, 'organisation');
  expect(held?.stops.map(({ reason }) => reason)).toEqual(['no reason was given']);
});

test('pressed twice, at once or later, it is stopped once; once resumed it stays so, and the press says that it is not stopped', async () => {
  const world = await shop();
  const [whole] = (await buttons(world)).found as [Button];

  const both = await Promise.all([press(world, whole), press(world, whole)]);
  const again = await press(world, whole);
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is out' });
  const late = await press(world, whole);

  expect(both.join()).toContain('It is stopped.');
  expect(again).toContain('nothing was done again');
  expect(await ledgerOf(world, 'Held')).toHaveLength(1);
  expect(again).toMatch(/role="status" class="tg-good"/);
  expect(again).toMatch(/<h1>Stop<\/h1>/);
  // Whoever presses means to stop it: that it is open is no good news.
  expect(late).toMatch(/role="status" class="tg-bad"><strong>It is not stopped: /);
  expect(late).toContain('somebody has let it go on since');
  expect(late).toContain('<b>Pipeline shop</b>: open');
  expect((await holdOf(world, 'pipeline:shop'))?.stops).toEqual([]);
});

test('what was resumed can be stopped again from a page that was made since', async () => {
  const world = await shop();
  const [before] = (await buttons(world)).found as [Button];
  await press(world, before);
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is out' });
  const [since] = (await buttons(world)).found as [Button];

  const answer = await press(world, since);

  expect(since.brings.stop.seen).toBe(before.brings.stop.seen);
  expect(answer).toContain('It is stopped.');
  expect((await holdOf(world, 'pipeline:shop'))?.stops).toHaveLength(1);
});

test('what is frozen keeps its button, which says so', async () => {
  const world = await shop();
  await give(world, 'freeze', { scope: 'pipeline:shop', reason: 'the sale', forSeconds: 3_600 });
  const [whole] = (await buttons(world)).found as [Button];

  const answer = await press(world, whole);

  expect(whole.confirmation).toMatch(/^Hold shop\? Now it is frozen since .* the sale\. No wave/);
  expect(answer).toContain('It is stopped.');
  expect((await holdOf(world, 'pipeline:shop'))?.stops).toHaveLength(2);
});

test('the line of a team is stopped where its services are shown, and of no team that has none', async () => {
  const world = await shop({}, `owner: payments\n${oneTarget({ bake: '{ for: 1h }' })}`);
  const { found } = await buttons(world, { team: 'payments' });
  const others = await buttons(world, { team: 'nobody' });

  const answer = await press(world, found[0]!);

  expect(found.map(({ text }) => text)).toEqual([
    'Stop the line of team payments',
    'Stop the line: everything',
  ]);
  expect(others.found.map(({ text }) => text)).toEqual(['Stop the line: everything']);
  expect(answer).toContain('It is stopped.');
  expect((await holdOf(world, 'team:payments'))?.stops).toHaveLength(1);
});

test('a confirmation that spoke of another state does nothing, and shows what is there now', async () => {
  const world = await shop();
  const [whole] = (await buttons(world)).found as [Button];
  await give(world, 'hold', { pipeline: 'shop', reason: 'a <b>fair</b>' });

  const answer = await press(world, whole);

  expect(answer).toContain('It is no longer as the confirmation said');
  expect(answer).toContain('a &lt;b&gt;fair&lt;/b&gt;');
  expect(answer).toContain('tidegate resume shop');
  expect((await holdOf(world, 'pipeline:shop'))?.stops).toHaveLength(1);
});

test.each([0, 1, 2, 3])(
  'whoever dies at write %i has it stopped by the next press, once',
  async (write) => {
    const world = await shop();
    const [whole] = (await buttons(world)).found as [Button];
    const event = { ...whole.brings, widgetContext: context() };
    const dying = stopByWidget.on(dyingAt(world.onlooker, write));
    const lambda = {
      invokedFunctionArn: ARN,
      awsRequestId: 'r',
      getRemainingTimeInMillis: () => 9e4,
    };

    const died = await dying(event, lambda as never).then(
      () => false,
      () => true,
    );
    const answer = await press(world, whole);

    expect(died).toBe(write < 3);
    expect(answer).toMatch(/It is stopped|nothing was done again/);
    expect(await ledgerOf(world, 'Held')).toHaveLength(1);
    expect((await holdOf(world, 'pipeline:shop'))?.stops).toHaveLength(1);
  },
);

test('speaks Korean to who reads it, and is dark where the console is', async () => {
  const world = await shop();
  const { found } = await buttons(world, undefined, { locale: 'ko', theme: 'dark' });

  const answer = await press(world, found[0]!, { locale: 'ko', theme: 'dark' });

  expect(found[0]).toMatchObject({
    text: 'shop 보류',
    confirmation: expect.stringContaining('지금 상태: 열려 있음'),
  });
  expect(answer).toMatch(/^<div class="cwdb-theme-dark" lang="ko">/);
  expect(answer).toContain('멈췄습니다');
});
