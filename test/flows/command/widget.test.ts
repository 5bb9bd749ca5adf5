// The buttons of the board in a dashboard: pressed once, twice, too late, by somebody hostile, by a function that dies.

import { keys, ranges } from '../../../core/keys.ts';
import { stopByWidget } from '../../../functions/stop-by-widget.ts';
import { home } from '../../../simulation/world/place.ts';
import type { World } from '../../../simulation/world/world.ts';
import { dyingAt } from '../dying.ts';
import { closeAll, give, ledgerOf, playOn, shop } from './commanded.ts';

afterAll(closeAll);

const ARN = `arn:aws:lambda:${home.region}:${home.account}:function:tidegate-local-StopByWidget`;
const context = (more: object = {}) => ({
  dashboardName: 'tidegate-local-shop',
  accountId: home.account,
  locale: 'en',
  theme: 'light',
  ...more,
});
const typed = (all: object) => ({ forms: { all } });

async function invoke(world: World, name: string, event: object) {
  let isOver = false;
  const asking = world.aws.lambda.invoke(`tidegate-local-${name}`, event, home).finally(() => {
    isOver = true;
  });
  asking.catch(() => {});
  await world.clock.play(() => isOver);
  const { payload } = (await asking) as { payload: unknown };
  return String(payload);
}

interface Button {
  readonly text: string;
  readonly confirmation: string;
  readonly endpoint: string;
  readonly brings: { readonly stop: { readonly scope: string; seen: string; key: string } };
}

const BUTTON =
  /<button type="button" class="btn">([^<]*)<\/button><cwdb-action action="call" display="popup" confirmation="([^"]*)" endpoint="([^"]*)">([^<]*)<\/cwdb-action>/g;

async function buttons(world: World, params: object = { pipeline: 'shop' }, more: object = {}) {
  const shown = await invoke(world, 'Board', { ...params, widgetContext: context(more) });
  const found = [...shown.matchAll(BUTTON)].map(
    ([, text = '', confirmation = '', endpoint = '', json = '']): Button => ({
      text,
      confirmation,
      endpoint,
      brings: JSON.parse(json),
    }),
  );
  return { shown, found };
}

const press = (world: World, { brings }: Pick<Button, 'brings'>, more: object = {}) =>
  invoke(world, 'StopByWidget', { ...brings, widgetContext: context(more) });

const holdOf = (world: World, scope: string) => world.onlooker.table.get(keys.hold(scope));

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

test('pressed twice, at once or later, it is stopped once; once resumed it stays so', async () => {
  const world = await shop();
  const [whole] = (await buttons(world)).found as [Button];

  const both = await Promise.all([press(world, whole), press(world, whole)]);
  const again = await press(world, whole);
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is out' });
  const late = await press(world, whole);

  expect(both.join()).toContain('It is stopped.');
  expect(again).toContain('nothing was done again');
  expect(await ledgerOf(world, 'Held')).toHaveLength(1);
  expect(late).toContain('nothing was done again');
  expect(late).toContain('<b>Pipeline shop</b>: open');
  expect((await holdOf(world, 'pipeline:shop'))?.stops).toEqual([]);
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

describe('what no button of ours brings', () => {
  const seen = '0123456789abcdef';
  const key = 'w-0123456789';
  const good = { scope: 'pipeline:shop', seen, key };

  test.each([
    ['nothing', null],
    ['a text', 'pipeline:shop'],
    ['another command', { ...good, command: 'resume' }],
    ['a preview', { ...good, preview: true }],
    ['a reason', { ...good, reason: 'x' }],
    ['nothing seen', { scope: 'pipeline:shop', key }],
    ['no key', { scope: 'pipeline:shop', seen }],
    ['a key with room', { ...good, key: 'w-1 2345678' }],
    ['a scope of no kind', { ...good, scope: 'shop' }],
    ['a scope of script', { ...good, scope: 'pipeline:<script>alert(1)</script>' }],
    ['no pipeline of ours', { ...good, scope: 'pipeline:other' }],
    ['no stage of it', { ...good, scope: 'stage:shop/gone' }],
    ['no team', { ...good, scope: 'team:__proto__' }],
    ['another pipeline’s key', { ...good, scope: 'pipeline:__proto__' }],
    ['a list', [good]],
    ['too much', { ...good, scope: `pipeline:${'x'.repeat(500_000)}` }],
  ])('%s stops nothing', async (_, stop) => {
    const world = await shop();

    const answer = await invoke(world, 'StopByWidget', { stop, widgetContext: context() });

    expect(answer).toContain('Nothing was stopped.');
    expect(answer).not.toContain('<script');
    expect(answer.length).toBeLessThan(20_000);
    expect(await world.onlooker.table.list(ranges.holds())).toEqual([]);
  });

  test('a state that nobody saw stops nothing', async () => {
    const world = await shop();

    const answer = await invoke(world, 'StopByWidget', { stop: good, widgetContext: context() });

    expect(answer).toContain('no longer as the confirmation said');
    expect(await world.onlooker.table.list(ranges.holds())).toEqual([]);
  });

  test('an event without a press stops nothing, and says what the function is for', async () => {
    const world = await shop();
    for (const event of [{}, { widgetContext: context() }, { describe: true }, { stop: good }])
      expect(await invoke(world, 'StopByWidget', event)).toContain('put the function `Board`');
    expect(await world.onlooker.table.list(ranges.holds())).toEqual([]);
  });

  test('a hostile or huge text of a person, or a context of another shape, keeps nobody from stopping', async () => {
    const world = await shop();
    const [whole, stage] = (await buttons(world)).found as [Button, Button];

    const huge = { reason: `\u202e<script>\n${'x'.repeat(900_000)}`, who: '\u001b[2J'.repeat(999) };
    const one = await press(world, whole, { ...typed(huge), dashboardName: '<img src=x>' });
    const odd = { forms: 7, theme: 9, locale: [], timezone: 'x', dashboardName: { a: 1 } };
    const two = await press(world, stage, odd);

    expect(one).toContain('It is stopped.');
    expect(one).not.toMatch(/<script|<img|\p{Cf}/u);
    expect(two).toContain('It is stopped.');
    const [held = ''] = await ledgerOf(world, 'Held');
    expect(held.length).toBeLessThan(1_500);
    expect(held).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
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
