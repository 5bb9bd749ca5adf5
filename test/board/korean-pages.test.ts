// Every text of the Korean board is read: what is left of English in it is a name, a command or a word of AWS.

import { readFileSync } from 'node:fs';
import { renderNotice } from '../../board/notice.ts';
import { readerOf } from '../../board/reader.ts';
import type { World } from '../../simulation/world/world.ts';
import { closeAll, give, playOn } from '../flows/command/commanded.ts';
import { noisy } from '../flows/command/noisy.ts';
import { type Button, buttons, press, typed } from '../flows/command/pressed.ts';
import { pagesOf, type Shown, worldOf } from './all-pages.ts';
import { latinWordsIn, seenIn } from './seen-text.ts';

const reader = readerOf({ lang: 'ko', tz: 'Asia/Seoul' });

/** Names of ours and of AWS, its words beside which the Korean stands, units; and the other language's name. */
const STAYS = new Set([
  ...[
    'Tidegate',
    'CodeDeploy',
    'CodePipeline',
    'CloudFormation',
    'Lambda',
    'ECS',
    'DevOps Guru',
    'X-Ray',
  ],
  ...['lambda', 'ecs', 'Invocations', 'CPU', 'DORA', 'English', 'ms', 's', 'UTC'],
  // Between brackets, behind the Korean word: what `--json`, the docs and AWS call it.
  ...[
    'pass',
    'fail',
    'inconclusive',
    'normal',
    'harmless',
    'missed',
    'FAILED',
    'ABORTED',
    'Failed',
  ],
  ...['Promoted', 'Stopped', 'Superseded', 'Refused', 'Passed', 'Overridden'],
  // Words of a pipeline's file, as it is written.
  ...['namespace', 'metric', 'dimensions', 'weight', 'planner', 'organisation', 'beta', 'gamma'],
]);

/** What people have said, and what they call things, in a scenario and in a pipeline's file. */
function theirsIn({ pipelines }: World, scenario: string): string[] {
  const written = readFileSync(`examples/scenarios/${scenario}.yml`, 'utf8');
  const reasons = [...written.matchAll(/reason: ?(?:"([^"]+)"|'([^']+)'|([^,}\n]+))/g)];
  const people = [...written.matchAll(/\bas: ?(\w+)/g)].map(([, name = '']) => name);
  const named = JSON.stringify(pipelines).matchAll(/"(?:name|pipeline|owner)":"([^"]+)"/g);
  return [
    ...reasons.map(([, ...said]) => said.find((each) => each !== undefined)?.trim() ?? ''),
    ...people,
    ...[...named].map(([, name = '']) => name),
    // The resources of the templates that are played, the people's role, and commands in a sentence.
    ...['Orders', 'Handler', 'Errors', 'people', 'developers'],
  ].filter((each) => each !== '');
}

const COMMAND = /tidegate [a-z-]+(?: [^;)가-힣]*)?/g;

function leftIn(shown: readonly Shown[], theirs: readonly string[]): string[] {
  const names = new Set(theirs.flatMap((each) => each.split(' ')));
  const phrases = theirs.filter((each) => each.includes(' '));
  return shown.flatMap(({ name, page }) =>
    seenIn(page).flatMap((text) => {
      const words = latinWordsIn(text.replace(COMMAND, ' '), phrases).filter(
        (word) => !STAYS.has(word) && !names.has(word),
      );
      return words.length > 0 ? [`${name}: ${words.join(' ')}: ${text}`] : [];
    }),
  );
}

/** A scenario, its pipeline, and after how many minutes it is looked at, besides its end. */
const PLAYED = [
  ['errors-rise', ['beta', 'one-box'], []],
  ['approved', 'examples/approved/tidegate.yml', [25]],
  ['sets-nobody-consents', 'examples/sets/tidegate.yml', [60]],
  ['containers-alarm-in-a-step', 'examples/containers/tidegate.yml', [17]],
  ['frozen-by-people', 'examples/minimal/tidegate.yml', [60]],
  ['drill-passes', ['beta', 'one-box'], [15]],
  ['outside-hours', 'examples/hours/tidegate.yml', [60]],
  ['line-stopped', ['beta', 'one-box'], [30]],
] as const;

test.each(PLAYED)('of %s nothing is left in English', async (scenario, pipeline, minutes) => {
  const world = await worldOf(scenario, pipeline);
  const shown: Shown[] = [];
  for (const each of minutes) {
    await playOn(world, each);
    shown.push(...(await pagesOf(world, reader)));
  }
  await world.play();
  shown.push(...(await pagesOf(world, reader)));
  const left = leftIn(shown, theirsIn(world, scenario));
  await world.close();

  expect(shown.length).toBeGreaterThan(10);
  expect(left).toEqual([]);
});

describe('what is quiet, and what stops by a button', () => {
  const shown: Shown[] = [];
  const names = ['shop', 'prod', 'live', 'gone', 'developers', 'ada', 'the nightly load', 'nobody'];

  beforeAll(async () => {
    const world = await noisy(4);
    const load = { pipeline: 'shop', alarm: 'live-errors', reason: '밤마다 하는 부하' };
    await give(world, 'accept-noise', { ...load, until: '2026-11-30T09:00:00Z' });
    const { found } = await buttons(world);
    const [whole] = found as [Button];
    const korean = { locale: 'ko', ...typed({ reason: '장애', who: '김' }) };
    const pressed = async (name: string, stop: object) => {
      const page = await press(world, { brings: { stop } } as Pick<Button, 'brings'>, korean);
      shown.push({ name, page });
    };
    const { stop } = whole.brings;
    await pressed('done', stop);
    await pressed('again', stop);
    shown.push(...(await pagesOf(world, reader)));
    await give(world, 'resume', { scope: 'pipeline:shop', reason: '끝' });
    await pressed('resumed', stop);
    await pressed('stale', { ...stop, key: 'w-another-1', seen: '0123456789abcdef' });
    await pressed('of none', { ...stop, key: 'w-another-2', scope: 'pipeline:gone' });
    await pressed('of no stage', { ...stop, key: 'w-another-3', scope: 'stage:shop/gone' });
    await pressed('of no team', { ...stop, key: 'w-another-4', scope: 'team:gone' });
    await pressed('of no kind', { ...stop, key: 'w-another-5', scope: 'gone' });
    await pressed('of no button', { scope: 'gone' });
  });

  afterAll(closeAll);

  test('nothing is left in English', () => {
    expect(leftIn(shown, names)).toEqual([]);
  });

  test('the answers are those that were meant', () => {
    const said = (name: string) => seenIn(shown.find((each) => each.name === name)!.page).join(' ');

    expect(said('done')).toContain('멈췄습니다.');
    expect(said('again')).toContain('이미 멈췄으므로');
    expect(said('resumed')).toContain('멈춰 있지 않습니다.');
    expect(said('stale')).toContain('확인할 때의 상태와 달라져서');
    for (const name of ['of none', 'of no stage', 'of no team', 'of no kind', 'of no button'])
      expect(said(name)).toMatch(/아무것도 멈추지 않았습니다\. .*[어여]야 하는데/);
  });
});

test.each([
  'Nothing is here; the fleet is at /board.',
  'expected a signed request, got one of nobody',
  'expected the name of a pipeline or of a release, got another text',
  'expected the name of an applied pipeline, got "hop"; did you mean shop?',
  'expected the name of an applied pipeline, got "x"; known are: none yet',
])('a page that is not there says so in Korean: %s', (text) => {
  const page = renderNotice(text, reader);

  expect(leftIn([{ name: 'notice', page }], ['shop', 'hop', 'x'])).toEqual([]);
});

test('a word of English would be seen, wherever it stood', () => {
  const [names, places] = [
    ['live'],
    [
      '<p>live <b>waits</b></p>',
      '<svg aria-label="live waits"></svg>',
      '<li title="베이크 waits">live</li>',
      '<input placeholder="waits">',
      '<title>waits · Tidegate</title>',
      '<cwdb-action confirmation="실행? waits">{"a":"b"}</cwdb-action>',
      '<p>11월 3일, Monday waits</p>',
    ],
  ];

  for (const page of places) expect(leftIn([{ name: '', page }], names)).toHaveLength(1);
  expect(
    leftIn([{ name: '', page: '<code>tidegate stop</code><p>live-1 live</p>' }], names),
  ).toEqual([]);
});
