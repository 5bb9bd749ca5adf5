// What no button of the board brings, and what nobody would be called: nothing is stopped by it, and nothing shown.

import { readerOf } from '../../../board/reader.ts';
import { stopButtons } from '../../../board/stopping.ts';
import { stopOffer } from '../../../core/board/stop-offer.ts';
import { keys, ranges } from '../../../core/keys.ts';
import { putRaw } from '../../paths/raw-item.ts';
import { closeAll, ledgerOf, shop } from './commanded.ts';
import { ARN, type Button, buttons, context, invoke, press, typed } from './pressed.ts';

afterAll(closeAll);

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

test('what a button brings ends no element, whatever anything is called', () => {
  const team = "</cwdb-action><script>alert(1)</script>&'\u2028";
  const offer = stopOffer({ kind: 'team', team }, undefined, new Date());

  const shown = stopButtons([offer], ARN, readerOf())?.markup ?? '';

  const [, json = ''] = /<cwdb-action [^>]*>([^<]*)<\/cwdb-action>/.exec(shown) ?? [];
  expect(shown).not.toContain('<script');
  expect(json).not.toMatch(/[<>&']/);
  expect(JSON.parse(json)).toEqual({ stop: offer.press });
});

test('a hold that cannot be read has no button, and hides no other', async () => {
  const world = await shop();
  await putRaw(world, keys.hold('stage:shop/prod'), { scope: 7 });

  const { found } = await buttons(world);

  expect(found.map(({ text }) => text)).toEqual(['Hold shop']);
});
