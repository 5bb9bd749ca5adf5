// Objects that are put into S3: once released whatever becomes of their events, and never another's bytes.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { home } from '../../simulation/world/place.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = `
pipeline: prices
source: { s3: { bucket: acme-releases, key: prices/package.zip } }
stages:
  - name: prod
    targets:
      - { name: prod, account: "111122223333", region: us-east-1, lambda: { function: p, alias: live },
          strategy: all-at-once, alarms: [a] }
`;

async function played(scenario: string, prepare: (world: World) => void = () => {}) {
  const pipelines = [parsePipeline(PIPELINE, 'p')] as const;
  const made = parseScenario(`baseline: previous\n${scenario}`, 's', pipelines);
  const options = { pipelines, seed: 1, sweeps: 'needed', readFile: () => '' } as const;
  const world = await makeWorld({ ...options, tables: tablesOfFile(), scenario: made });
  prepare(world);
  await world.play();
  const { releases, ignoredBuilds = [], targets } = await reportOf(world);
  await world.close();
  return {
    ends: releases.map(({ outcome, revision }) => `${outcome} ${revision}`),
    ignored: ignoredBuilds.map(({ reason }) => reason),
    targets,
  };
}

const S3 = 'source: aws.s3';
const TWO = 'builds: [{ at: 10m, revision: old }, { at: 11m, revision: new }]';

test('doubled and late events start each version once, the newer one last', async () => {
  const { ends, targets } = await played(`
${TWO}
events: [{ ${S3}, how: late, by: 5m, times: 1 }, { ${S3}, how: doubled, times: 5, from: 630s }]
`);

  expect(ends.toSorted()).toEqual(['Promoted new', 'Superseded old']);
  expect(targets).toEqual({ prod: 'new' });
});

test('of two that were put in one second the later one is released, whoever waits', async () => {
  const { ends, targets } = await played(`
builds: [{ at: 9m, revision: first }, { at: 10m, revision: old }, { at: 10m, revision: new }]
`);

  expect(ends.toSorted()).toEqual(['Promoted first', 'Promoted new', 'Superseded old']);
  expect(targets).toEqual({ prod: 'new' });
});

test('the newest of those whose events were lost is found within the hour', async () => {
  const { ends, ignored } = await played(`
${TWO}
events: [{ ${S3}, how: lost, times: 9 }]
`);

  expect(ends).toEqual(['Promoted new']);
  expect(ignored).toContainEqual(expect.stringMatching(/^its event was lost/));
});

test('an event of CodeBuild is refused in words: nothing would come of it', async () => {
  await expect(played('builds: [{ at: 1m, event: build.json }]')).rejects.toThrow(
    /expected no event of CodeBuild, since the source of prices is object s3:\/\/acme-releases/,
  );
});

test('an event of another object, or of no version, releases nothing', async () => {
  const put = (key: string, more: object = {}) => ({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    ...home,
    detail: { bucket: { name: 'acme-releases' }, object: { key, ...more } },
  });
  const { ends, ignored } = await played('builds: []', ({ aws, clock, startAt }) => {
    clock.at(startAt.getTime() + 60_000, () => {
      aws.emit(put('prices/notes.txt', { 'version-id': 'v1' }));
      aws.emit(put('prices/package.zip'));
    });
  });

  expect(ends).toEqual([]);
  expect(ignored).toEqual([expect.stringContaining('keeps no versions: turn on versioning')]);
});

test('a version that is gone before its release is pinned is refused, and the next is released', async () => {
  const { ends, targets } = await played(TWO, ({ aws, clock, startAt }) => {
    clock.at(startAt.getTime() + 600_001, () => {
      const { versionId } = aws.s3.objects.read('acme-releases', 'prices/package.zip');
      aws.s3.objects.remove('acme-releases', 'prices/package.zip', versionId);
    });
  });

  expect(ends.at(-1)).toBe('Promoted new');
  expect(ends).not.toContain('Promoted old');
  expect(targets).toEqual({ prod: 'new' });
});
