// explain tells how a rollback drill went, leg by leg: on a deployed Tidegate, over the wire.

import { readStory } from '../../flows/read-story.ts';
import { reportOf } from '../../simulation/report.ts';
import { target } from '../paths/pipelines.ts';
import type { ScenarioInput } from '../paths/played.ts';
import { standing } from './standing.ts';

const PIPELINE = `pipeline: shop
source: { project: shop-build }
stages:
  - name: gamma
    targets: [${target('a')}, ${target('b')}, ${target('c')}]
    tests: [{ name: way-back, drill: 10m }]
    bake: { for: 10m }
`;

interface Told {
  readonly drills: readonly {
    readonly verdict?: string;
    readonly legs: readonly Readonly<Record<string, unknown>>[];
  }[];
}

interface Options {
  /** Until when it is played; to its end where it is not said. */
  readonly minutes?: number;
  readonly pipeline?: string;
}

async function played(scenario: ScenarioInput, { minutes, pipeline = PIPELINE }: Options = {}) {
  const stands = await standing(pipeline, { builds: [{ at: '0s', revision: 'new' }], ...scenario });
  await (minutes === undefined ? stands.play() : stands.playUntil(minutes));
  const { releases, ledger } = await reportOf(stands.world);
  const release = releases[0]!.id;
  const { code, printed } = await stands.ask('explain', release, '--wave', 'gamma');
  expect(code).toBe(0);
  const { drills } = JSON.parse((await stands.ask('explain', release, '--json')).printed) as Told;
  const story = await readStory(stands.world.onlooker, release, stands.world.clock.millis());
  await stands.close();
  return { story, ledger, printed, drills };
}

test('each leg of a drill says when it was, what was moved for it, and how it was judged', async () => {
  const { printed, drills, ledger, story } = await played({});

  const ends = ledger.filter(({ event }) => event === 'LegEnded').map(({ at }) => at);
  const starts = ledger.filter(({ event }) => event === 'LegStarted').map(({ at }) => at);
  expect(drills).toMatchObject([{ wave: 'gamma', name: 'way-back', verdict: 'pass' }]);
  const { legs } = drills[0]!;
  expect(legs).toMatchObject([
    { leg: 'up', moved: { doing: 'none', targets: [] }, verdict: 'pass' },
    { leg: 'half', moved: { doing: 'back', targets: ['a'] }, verdict: 'pass' },
    { leg: 'down', moved: { doing: 'back', targets: ['b', 'c'] }, verdict: 'pass' },
    { leg: 'up again', moved: { doing: 'up', targets: ['a', 'b', 'c'] }, verdict: 'pass' },
  ]);
  expect(legs.map(({ endedAt }) => endedAt)).toEqual(ends);
  expect(legs.slice(1).map(({ startedAt }) => startedAt)).toEqual(starts);
  expect(printed).toContain(`gamma, drill way-back: pass
  2026-11-23 09:00 to 2026-11-23 09:40, a rollback drill of a, b, c, each leg watched for 10m
  half back, down and up again, and each leg passed
  leg up: pass, 2026-11-23 09:00 to 2026-11-23 09:10, nothing moved, for its wave was deployed just then
    3 alarms OK throughout, would have seen errors of`);
  expect(printed).toContain(
    '  leg down: pass, 2026-11-23 09:20 to 2026-11-23 09:30, moved back: b, c\n',
  );
  expect(printed).toContain('moved up again: a, b, c\n');
  const told = story.lines.filter(({ text }) => text.startsWith('drill way-back, leg'));
  expect(told.map(({ source }) => source)).toEqual(Array.from({ length: 7 }, () => 'test'));
});

const OF_OLD = { how: 'alarm', revision: 'old', target: 'a', after: '2m', for: '3m' };

test('a leg that an alarm ends says which', async () => {
  const { printed, drills } = await played({ misbehaviours: [OF_OLD] });

  const [drill] = drills;
  expect(drill).toMatchObject({ verdict: 'fail' });
  expect(drill!.legs.map(({ leg, verdict }) => `${leg} ${verdict}`)).toEqual([
    'up pass',
    'half fail',
  ]);
  expect(printed).toMatch(
    / {2}leg half: fail, 2026.* to 2026.*, moved back: a\n {4}alarm a-errors of a /,
  );
});

test('a leg in which a person stops the release was not judged, and says why', async () => {
  const people = [{ at: '15m', as: 'ada', does: 'stop', reason: 'a fair' }];

  const { printed, drills } = await played({ people });

  expect(printed).toMatch(/^gamma, drill way-back: (not judged|fail)/m);
  expect(drills[0]!.legs.map(({ leg, verdict }) => [leg, verdict])).toEqual([
    ['up', 'pass'],
    ['half', undefined],
  ]);
  expect(printed).toMatch(
    /leg half: not judged, since 2026.*, moved back: a\n {4}not judged: .*a fair/,
  );
  expect(printed).toContain('No bake of it has begun: there is nothing more to explain yet.');
});

test('a leg that is watched just now is under way', async () => {
  const { printed, drills } = await played({}, { minutes: 25 });

  expect(drills[0]).not.toHaveProperty('verdict');
  expect(printed).toMatch(/^gamma, drill way-back: under way\n {2}2026-11-23 09:00, a rollback/m);
  expect(printed).toContain('leg half: under way, since 2026-11-23 09:10, moved back: a');
});

test('a drill that is skipped has no legs, and says why', async () => {
  const { printed, drills } = await played({ baseline: undefined });

  expect(drills).toMatchObject([{ verdict: 'pass', legs: [] }]);
  expect(printed).toMatch(/^gamma, drill way-back: pass\n.*\n {2}skipped: a \(nothing else has/m);
});

test('each try of a drill is told', async () => {
  const silence = { how: 'silence', revision: 'old', target: 'b' };
  const people = [
    { at: '2h', as: 'ada', does: 'retry', reason: 'traffic is back' },
    { at: '4h', as: 'ada', does: 'override', reason: 'seen by hand' },
  ];
  const pipeline = PIPELINE.replaceAll(target('b'), target('b', { atLeast: 5 }));

  const { printed, drills } = await played({ misbehaviours: [silence], people }, { pipeline });

  const legs = ['up pass', 'half pass', 'down inconclusive', 'up again pass'];
  expect(drills.map((each) => each.legs.map(({ leg, verdict }) => `${leg} ${verdict}`))).toEqual([
    legs,
    legs,
  ]);
  expect(printed.match(/^gamma, drill way-back: inconclusive$/gm)).toHaveLength(2);
});
