// Alarms that do less than they were meant to, on the board and in the terminal.

import { execFileSync } from 'node:child_process';
import { renderBoard } from '../../board/board.ts';
import { renderFleet } from '../../board/fleet.ts';
import { readerOf } from '../../board/reader.ts';
import { fleetView } from '../../core/board/fleet-view.ts';
import { quietedText, quietedViews } from '../../core/board/quieted-view.ts';
import { pipelineView } from '../../core/board/view.ts';
import type { Mute } from '../../core/mute.ts';
import { muteKeys } from '../../core/mute-keys.ts';
import type { Quiet } from '../../core/quiet.ts';
import { shellWord } from '../../core/shell-word.ts';
import { readBoard } from '../../flows/read-board.ts';
import type { World } from '../../simulation/world/world.ts';
import { closeAll, give } from '../flows/command/commanded.ts';
import { noisy } from '../flows/command/noisy.ts';
import { play } from '../paths/played.ts';
import { items, NOW } from './items.ts';

afterAll(closeAll);

const UNTIL = '2026-11-24T09:00:00.000Z';

function quiet(more: Partial<Quiet> = {}): Quiet {
  return {
    ...{ kind: 'quiet', pipeline: 'shop', alarm: 'errors', targets: ['live'], loses: 'page' },
    ...{ by: 'arn', name: 'ada (developers)', reason: 'a <b>load</b>', at: '2026-11-20T09:00:00Z' },
    ...{ until: UNTIL, task: 'mend it' },
    ...more,
  };
}

function mute(more: Partial<Mute> = {}): Mute {
  const rules = [{ account: '1', region: 'eu-west-1', name: 'shop-413', alarms: ['a', 'b c'] }];
  return {
    ...{ pipeline: 'shop', release: 'shop-413', status: 'muted' as const, rules },
    execution: 'arn:aws:states:us-east-1:1:execution:tidegate-rollback-prod:shop-413',
    ...{ from: '2026-11-23T11:00:00.000Z', until: '2026-11-23T12:20:00.000Z' },
    ...more,
  };
}

const labelOf = () => '#413 4c81e09';
const seen = (quiets: readonly Quiet[], mutes: readonly Mute[] = []) =>
  quietedViews(quiets, mutes, labelOf, NOW);

const viewOf = async (world: World) =>
  pipelineView(await readBoard(world.onlooker, 'shop'), world.clock.millis());

test('says of each which, by whom, until when, why, and what gives its rights back; the first over first', () => {
  const quieted = seen([quiet({ loses: 'block', alarm: 'p99 of it' })], [mute()]);

  expect(quieted.map(quietedText)).toEqual([
    'a, b c does not act until 2026-11-23T12:20:00.000Z, while #413 4c81e09 is taken back',
    `p99 of it of live pages nobody and blocks nothing until ${UNTIL}, by ada (developers): a <b>load</b>`,
  ]);
  expect(quieted.map(({ command }) => command)).toEqual([
    'aws cloudwatch delete-alarm-mute-rule --region eu-west-1 --alarm-mute-rule-name tidegate-prod-shop-413',
    `tidegate noise withdraw shop 'p99 of it' --reason "…"`,
  ]);
});

test.each([
  ['a right whose time is over', [quiet({ until: '2026-11-23T12:00:00.000Z' })], []],
  ['a mute that is over', [], [mute({ status: 'over' })]],
  ['one that is only meant', [], [mute({ status: 'meant' })]],
  ['one whose time is over', [], [mute({ until: '2026-11-23T12:00:00.000Z' })]],
  ['one that a person’s word has put, told by that word', [], [mute({ execution: '' })]],
] as const)('says nothing of %s', (_, quiets, mutes) => {
  expect(seen(quiets, mutes)).toEqual([]);
});

test('is a part of the board in both languages, and escaped; where nothing is quiet there is none', () => {
  const view = pipelineView({ ...items(), quiets: [quiet()], mutes: [mute()] }, NOW);
  const [english, korean] = ['en', 'ko'].map((lang) =>
    renderBoard(view, undefined, readerOf({ lang })),
  );

  expect(english).toContain('Quiet alarms');
  expect(english).toMatch(
    /<bdi>errors of live<\/bdi><\/b> pages nobody, until <time[^>]*>24 Nov 09:00:00<\/time>, by <bdi>ada \(developers\)<\/bdi>: <bdi>a &lt;b&gt;load/,
  );
  expect(korean).toContain('조용해진 알람');
  expect(korean).toContain('아무도 호출하지 않음');
  expect(renderBoard(pipelineView(items(), NOW))).not.toContain('tg-quieted" ');
});

test('a noisy alarm that a person let lose its right is seen, and is not once that is withdrawn', async () => {
  const world = await noisy(4);
  const load = { pipeline: 'shop', alarm: 'live-errors', reason: 'the nightly load' };
  await give(world, 'accept-noise', { ...load, until: '2026-11-30T09:00:00Z' });
  const accepted = await viewOf(world);

  await give(world, 'withdraw-noise', load);
  const withdrawn = await viewOf(world);

  expect(accepted.quieted).toEqual([
    {
      ...{ alarms: 'live-errors of live', alarm: 'live-errors', targets: 'live' },
      ...{ lost: 'page', by: 'ada (developers)' },
      ...{ reason: 'the nightly load', until: '2026-11-30T09:00:00.000Z' },
      command: 'tidegate noise withdraw shop live-errors --reason "…"',
    },
  ]);
  expect(withdrawn.quieted).toEqual([]);
});

test('what is muted of another pipeline is not this one’s', async () => {
  const world = await noisy(1);
  for (const pipeline of ['shop', 'till'])
    await world.onlooker.table.put(
      muteKeys.mute(`${pipeline}-1`),
      mute({ pipeline, release: `${pipeline}-1`, until: '2099-01-01T00:00:00.000Z' }),
    );

  const { quieted } = await viewOf(world);

  expect(quieted.map(({ by }) => by)).toEqual(['shop-1']);
});

test('what is muted while a release is taken back is seen with the rule that CloudWatch has', async () => {
  const pipeline = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 30m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: box, alias: live, application: shop, deploymentGroup: box }
        alarms: [box-errors]
`;
  const views: string[][] = [];
  await play(
    pipeline,
    {
      baseline: 'old',
      builds: [{ at: '0s', revision: 'bad' }],
      misbehaviours: [
        { how: 'alarm', revision: 'bad', target: 'box', after: '10m', alarm: 'box-errors' },
      ],
      pagers: [{ alarm: 'box-errors' }],
      calls: [
        {
          call: 'codedeploy:CreateDeployment',
          how: 'fails',
          function: 'RollBackTarget',
          for: '20m',
        },
      ],
    },
    {
      prepare: async (world) => {
        world.clock.at(world.clock.millis() + 25 * 60_000, async () => {
          const place = { account: '222233334444', region: 'eu-west-1' };
          const rules = world.aws.cloudWatch.alarms.muteRules(place).map(({ name }) => name);
          const { quieted } = await viewOf(world);
          views.push(
            rules,
            quieted.map(({ command }) => command.split(' ').at(-1) ?? ''),
          );
        });
      },
    },
  );

  const [rules, shown] = views;
  expect(rules).toHaveLength(1);
  expect(shown).toEqual(rules);
});

test.each(['errors', 'p99 of it', 'it\'s $(id) `id` \\ "x" !!', '; rm -rf /', '', '-x', '한국'])(
  'a shell takes %j for one word',
  (word) => {
    const told = execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });

    expect(told).toBe(word);
  },
);

test('the fleet has a row for each quiet alarm, with its service', () => {
  const all = [
    items({ quiets: [quiet(), quiet({ alarm: 'later', until: '2026-11-25T09:00:00.000Z' })] }),
  ];
  const fleet = renderFleet(fleetView(all, [], NOW), {}, undefined, readerOf({ lang: 'ko' }));

  const [, part = ''] = /<section class="tg-quieted"[^>]*>(.*?)<\/section>/s.exec(fleet) ?? [];
  expect(part).toContain('<h2 id="tg-quieted">조용해진 알람</h2>');
  expect([...part.matchAll(/<li>/g)]).toHaveLength(2);
  expect(part).toMatch(/shop<\/bdi>: <b>.*live의 errors.*live의 later/s);
  expect(renderFleet(fleetView([items({})], [], NOW))).not.toContain('tg-quieted"');
});
