// The timeline of a release has what every source says: of an incident that is played, and line by line.

import { readFileSync } from 'node:fs';
import { readerOf } from '../../board/reader.ts';
import { renderRelease } from '../../board/release.ts';
import { type ReleaseStory, releaseStory } from '../../core/board/release-story.ts';
import type { Change } from '../../core/change.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseStrictYaml } from '../../core/strict-yaml.ts';
import { readBoard } from '../../flows/read-board.ts';
import { readStory } from '../../flows/read-story.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';
import { NOW, release } from './items.ts';

const read = (path: string) => readFileSync(path, 'utf8');

/** A person restarts it from where it is; a stack of another team changes beside it; then its alarm fires. */
const INCIDENT = `
baseline: previous
builds:
  - { at: 0s, revision: bad }
changes:
  - { at: 6m, what: ecs, name: prod/payments, account: "222233334444", region: eu-west-1 }
people:
  - { at: 2m, as: anna, does: hold, pipeline: hello, stage: prod, reason: a look }
  - { at: 3m, as: anna, does: resume, pipeline: hello, stage: prod, reason: nothing there }
misbehaviours:
  - { how: alarm, revision: bad, target: prod, after: 5m }
`;

async function playedStory(): Promise<ReleaseStory> {
  const pipeline = parsePipeline(read('examples/minimal/tidegate.yml'), 'tidegate.yml');
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [pipeline],
    scenario: parseStrictYaml(scenarioSchema, INCIDENT, 'incident.yml'),
    seed: 1,
    readFile: read,
  });
  await world.play();
  const { releases } = await readBoard(world.onlooker, pipeline.pipeline);
  const story = await readStory(world.onlooker, releases[0]!.id, world.clock.millis());
  await world.close();
  return story;
}

test('an incident is told from its commit to its end, with all that others did', async () => {
  const story = await playedStory();

  const sources = new Set(story.lines.map(({ source }) => source));
  const page = renderRelease(story);
  expect(story.outcome).toBe('RolledBack');
  expect([...sources].sort()).toEqual(
    [
      'alarm',
      'bake',
      'build',
      'commit',
      'deployment',
      'look',
      'others',
      'person',
      'test',
      'tidegate',
    ].sort(),
  );
  expect(story.lines.map(({ at }) => at)).toEqual(story.lines.map(({ at }) => at).toSorted());
  const theirs = story.lines.filter(({ source }) => source === 'others');
  expect(theirs.map(({ text }) => text)).toEqual([
    'deployment of service prod/payments began',
    'deployment of service prod/payments ended',
  ]);
  expect(story.spans.map(({ name }) => name)).toEqual(['verify', 'beta', 'prod']);
  expect(page).toContain('class="tg-strip-bake"');
  expect(page).toContain('class="tg-strip-mark"');
});

describe('a line', () => {
  const at = new Date(NOW).toISOString();
  const entry = { at, pipeline: 'shop', release: 'shop-7', subject: 'prod', text: 'x' } as const;
  const change: Change = {
    ...{ kind: 'change', id: 'e', at, account: '111122223333', region: 'eu-west-1' },
    ...{ operation: 'stack shop', phase: 'done', what: 'stack shop UPDATE_COMPLETE', nodes: [] },
    by: 'user/anna',
  };
  const own = { pipeline: 'shop', release: release(7).id, wave: 0, target: 'one' };
  const linesOf = (ledger: readonly LedgerEntry[], changes: readonly Change[] = []) =>
    releaseStory(release(7), [], ledger, NOW, changes).lines;

  test.each([
    ['CodePipelineMoved', 'codePipeline'],
    ['DeploymentEnded', 'deployment'],
    ['TestEnded', 'test'],
    ['BakeExtended', 'bake'],
    ['StageApproved', 'person'],
    ['WaveStarted', 'tidegate'],
  ] as const)('of %s is of %s', (event, source) => {
    const found = linesOf([{ ...entry, event }]).find(({ text }) => text === 'x');

    expect(found?.source).toBe(source);
  });

  test('of what others changed says who, and none is of its own deployments', () => {
    const ofOwn = { ...change, operation: 'deployment d-1', what: 'deployment d-1' };
    const lines = linesOf([], [change, ofOwn, { ...ofOwn, ofRelease: own }]);

    expect(lines.filter(({ source }) => source === 'others')).toEqual([
      expect.objectContaining({ text: 'stack shop UPDATE_COMPLETE by user/anna', isOwn: false }),
    ]);
  });

  test('of a commit says its author, in both languages, escaped', () => {
    const { revision, ...rest } = release(7);
    const written = { ...rest, revision: { ...revision, author: '<ada@example.com>' } } as never;
    const story = releaseStory(written, [], [], NOW);

    expect(renderRelease(story)).toContain('by &lt;ada@example.com&gt; first built');
    expect(renderRelease(story, undefined, readerOf({ lang: 'ko' }))).toContain(
      '&lt;ada@example.com&gt;의 커밋',
    );
  });
});
