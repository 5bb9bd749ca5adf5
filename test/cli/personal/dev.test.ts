// tidegate dev FILE on a deployed Tidegate: a local one, over the wire.

import { reportOf } from '../../../simulation/report.ts';
import { callEachMinute, developers, team } from './team.ts';

const all = await team();
const { world, dev, built, close } = all;
const good = built('good');
const bad = built('bad');
callEachMinute(all, 'dev-ada', [bad]);
callEachMinute(all, 'dev-bo', [bad]);

afterAll(close);

const { aws } = world;
const aliases = () => [...aws.lambda.find('shop', developers).aliases.keys()].sort();
const runs = (alias: string) => aws.lambda.running('shop', alias, developers).version.number;
const alarms = () =>
  aws.cloudWatch.alarms
    .list(developers)
    .map(({ definition }) => definition.name)
    .filter((name) => name.includes('/'))
    .sort();

test('a good revision is shown, brought, followed with its own lines, and promoted', async () => {
  const { code, stdout, stderr } = await dev('--as', 'ada', '--artifact', good);

  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('shop-dev-ada: 1 waves, 1 targets');
  expect(stdout).toContain('left out: target pages: it has no versions side by side');
  expect(stdout).toContain('left out: stage prod: this stage is in 111122223333 us-east-1 alone');
  expect(stdout).toContain('made alias shop:dev-ada');
  expect(stdout).toMatch(/ {2}dev-ada: baking for 5m\n/);
  expect(stdout).toMatch(/Z {2}shop {2}shop:2 dev-ada {2}INFO the order is placed by dev-ada\n/);
  expect(stdout).toMatch(/Z {2}test smoke {2}build shop-smoke/);
  expect(stdout).toMatch(/package\.zip@\S+ was promoted\n$/);
  expect(runs('dev-ada')).toBe('2');
  expect(runs('live')).toBe('1');
}, 60_000);

test('a bad one is taken back, and what it logged is shown', async () => {
  const { code, stdout } = await dev('--as', 'ada', '--artifact', bad);

  expect(code).toBe(1);
  expect(stdout).toMatch(/shop:3 dev-ada {2}ERROR the order is lost by dev-ada\n/);
  expect(stdout).not.toMatch(/shop:2 dev-ada/);
  expect(stdout).toMatch(/package\.zip@\S+ ended RolledBack: /);
  expect(runs('dev-ada')).toBe('2');
}, 60_000);

test('the same bytes are not released twice, unless that is said', async () => {
  const { code, stderr } = await dev('--as', 'ada', '--artifact', bad);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^nothing new: these bytes had their release \S+, which ended RolledBack/);
}, 60_000);

test('another person has another stage in the same account', async () => {
  const { code, stdout } = await dev('--as', 'bo', '--artifact', good);

  expect(code).toBe(0);
  expect(stdout).not.toContain('dev-ada');
  expect(aliases()).toEqual(['dev-ada', 'dev-bo', 'live']);
  expect(alarms()).toEqual(['shop-dev-ada/shop/errors', 'shop-dev-bo/shop/errors']);
}, 60_000);

test('it is taken away whole, and what others use stays', async () => {
  const { code, stdout } = await dev('--as', 'ada', '--remove');

  expect(code).toBe(0);
  expect(stdout).toMatch(/shop-dev-ada: removed/);
  expect(aliases()).toEqual(['dev-bo', 'live']);
  expect(alarms()).toEqual(['shop-dev-bo/shop/errors']);
  expect((await dev('--as', 'ada', '--remove')).code).toBe(0);
  expect(runs('dev-bo')).toBe('4');
}, 60_000);

test('the team’s own pipeline has had no release of it', async () => {
  const { releases } = await reportOf(world);

  expect(releases.filter(({ id }) => !id.startsWith('shop-dev-'))).toEqual([]);
});
