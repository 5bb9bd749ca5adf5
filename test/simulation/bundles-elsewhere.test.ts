// Bundles whose parts lie in several accounts and regions.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';
import { lambda, pipelineOf, played } from './bundled.ts';

const FAR = 'account: "333344445555", region: eu-west-1';
const OVER_ACCOUNTS = `bundle: { api: { s3: { bucket: acme-releases, key: shop/api.zip } }, web: { s3: { bucket: far-releases, key: shop/web.zip }, ${FAR} } }`;

test('parts that lie in different accounts are one revision, each read where it is, and a newer one of each starts it', async () => {
  const { ends, targets, starts, ignored, at } = await played({
    source: OVER_ACCOUNTS,
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web }, { at: 4h, revision: three, part: api }]`,
  });

  expect(ends).toEqual(['Promoted one', 'Promoted one+two', 'Promoted three+two']);
  expect(targets).toEqual({ api: 'three', web: 'two' });
  expect(starts[1]).toMatch(/new: web \(web\.zip@\w+\); as before: api$/);
  expect(starts[2]).toMatch(/new: api \(api\.zip@\w+\); as before: web$/);
  // By their events: the hourly look would come later.
  expect(at.slice(1).map((time) => time.slice(0, 4))).toEqual(['02:0', '04:0']);
  expect(ignored).toEqual([]);
});

test('a part goes to targets of another account than its own, and all are taken back as one', async () => {
  const web = `${lambda('web')}, weight: 2`;
  const { ends, targets } = await played({
    source: OVER_ACCOUNTS,
    web,
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 3h, revision: two, part: web }]
misbehaviours: [{ how: alarm, revision: two, target: web, after: 2m, alarm: web-errors }]`,
  });

  expect(ends).toEqual(['Promoted one', 'RolledBack one+two']);
  expect(targets).toEqual({ api: 'one', web: 'one' });
});

test('an event of a part elsewhere that is lost is made good by the hourly look', async () => {
  const { ends } = await played({
    source: OVER_ACCOUNTS,
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web }]
events: [{ source: aws.s3, how: lost, times: 99 }]`,
  });

  expect(ends).toContain('Promoted one+two');
});

test('while the place of one part cannot be read, nothing is released, and it is once it can be', async () => {
  const { ends, at } = await played({
    source: OVER_ACCOUNTS,
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: api }, { at: 8h, revision: three, part: web }]
regions: [{ region: eu-west-1, from: 1h50m, for: 1h30m }]`,
  });

  expect(ends).toEqual(['Promoted one', 'Promoted two+one', 'Promoted two+three']);
  expect(at[1]! > '03:20' && at[1]! < '04:30').toBe(true);
});

const IMAGES = `bundle: { api: { ecr: { repository: shop, tags: [main] } }, web: { ecr: { repository: shop, tags: [main] }, ${FAR} } }`;
const service = (name: string) => `strategy: rolling, ecs: { cluster: shop, service: ${name} }`;

test('two repositories of one name in two accounts are two parts', async () => {
  const pipeline = parsePipeline(
    pipelineOf(IMAGES, service('web')).replace(lambda('api'), service('api')),
    'p',
  );
  const made = parseScenario(
    `baseline: old
builds: [{ at: 1m, revision: one }, { at: 3h20m, revision: two, part: web }, { at: 6h20m, revision: three, part: api }]`,
    's',
    [pipeline],
  );
  const options = { pipelines: [pipeline], seed: 1, sweeps: 'needed', readFile: () => '' } as const;
  const world = await makeWorld({ ...options, tables: tablesOfFile(), scenario: made });
  await world.play();
  const { releases, targets } = await reportOf(world);
  await world.close();

  expect(releases.map(({ outcome }) => outcome)).toEqual(['Promoted', 'Promoted', 'Promoted']);
  expect(targets).toEqual({ api: 'three', web: 'two' });
  // By the event of the one that was pushed: of the other, the hourly look would have to tell.
  const since = releases.map(({ startedAt }) => Date.parse(startedAt) - world.startAt.getTime());
  expect(since[1]! - 200 * 60_000).toBeLessThan(300_000);
  expect(since[2]! - 380 * 60_000).toBeLessThan(300_000);
});
