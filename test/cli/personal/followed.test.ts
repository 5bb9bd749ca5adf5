// What may happen while somebody follows a release of a stage of their own, on a Tidegate whose time passes meanwhile.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idleStages } from '../../../cli/personal/idle.ts';
import { listReleases } from '../../../flows/find-release.ts';
import { wayTo } from './proxy.ts';
import { callEachMinute, developers, team } from './team.ts';

const all = await team();
const { world, dev, live, built, endpoint, passing, close } = all;
for (const name of ['ada', 'bo', 'cy']) callEachMinute(all, `dev-${name}`);
passing(150);
const way = await wayTo(endpoint);

afterAll(async () => {
  await way.close();
  await close();
});

/** What its own alias has logged: the same bytes are one version, whoever has brought them. */
const linesOf = (printed: string, alias: string) =>
  printed.split('\n').filter((line) => line.endsWith(`INFO the order is placed by ${alias}`));
const outcomes = async (pipeline: string) =>
  (await listReleases(world.onlooker, pipeline)).map(({ outcome }) => outcome).reverse();

test('whoever leaves is told what goes on, and how to come back, to stop it, and to take it away', async () => {
  const made = built('good');
  const leave = (text: string) => {
    if (text.includes('baking for')) process.emit('SIGINT');
  };

  const { code, printed } = await live(leave, endpoint, '--as', 'ada', '--artifact', made);

  expect(code).toBe(130);
  expect(printed).toMatch(/left; the release goes on without you/);
  expect(printed).toMatch(/to come back to it: tidegate dev \S+ --as "ada" --artifact \S+built-/);
  expect(printed).toMatch(/to stop it: tidegate stop shop-dev-ada --reason/);
  expect(printed).toMatch(
    /shop-dev-ada stays until it is taken away: tidegate dev \S+ --as "ada" --remove/,
  );

  // Whoever comes back sees all of it.
  const back = await live(() => {}, endpoint, '--as', 'ada', '--artifact', made);
  expect(back.code).toBe(0);
  expect(back.printed).toMatch(/is on its way already/);
  expect(back.printed).toMatch(/baking for 5m/);
  expect(await outcomes('shop-dev-ada')).toEqual(['Promoted']);
}, 60_000);

test('a connection that is lost is told, and nothing of what happened meanwhile is lost or doubled', async () => {
  let isCut = false;
  const cut = (text: string) => {
    if (text.includes('baking for') && !isCut) {
      isCut = true;
      way.cut();
    }
    if (text.includes('the connection is lost')) way.mend();
  };

  const { code, printed } = await live(cut, way.address, '--as', 'bo', '--artifact', built('good'));

  expect(printed).toMatch(/the connection is lost; it is tried again/);
  expect(printed).toMatch(/the connection is there again/);
  expect(code).toBe(0);
  const said = linesOf(printed, 'dev-bo');
  expect(said.length).toBeGreaterThan(4);
  expect(new Set(said).size).toBe(said.length);
  const minutes = said.map((line) => Math.floor(Date.parse(line.slice(0, 24)) / 60_000));
  expect(minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? 0))).toEqual(
    minutes.slice(1).map(() => 1),
  );
  expect(printed.match(/ {2}dev-bo: baking for 5m/g)).toHaveLength(1);
}, 90_000);

test('what is built next is released once the one before it has ended', async () => {
  const made = built('one');
  let waits = 0;
  const change = (text: string) => {
    if (!text.includes('waiting for what is built next')) return;
    waits += 1;
    if (waits === 1)
      writeFileSync(join(made, 'index.js'), 'exports.handler = async () => "two";\n');
    else process.emit('SIGINT');
  };

  const { code, printed } = await live(
    change,
    endpoint,
    '--as',
    'cy',
    '--artifact',
    made,
    '--watch',
  );

  expect(code).toBe(130);
  expect(printed.match(/was promoted$/gm)).toHaveLength(2);
  expect(await outcomes('shop-dev-cy')).toEqual(['Promoted', 'Promoted']);
}, 90_000);

test('what runs is stopped by whoever takes it away', async () => {
  const leave = (text: string) => {
    if (text.includes('baking for')) process.emit('SIGINT');
  };
  await live(leave, endpoint, '--as', 'cy', '--artifact', built('three'));

  const { code, stdout, stderr } = await dev('--as', 'cy', '--remove');

  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/shop-dev-cy: removed/);
  expect(stdout).toMatch(/deleted alias shop:dev-cy/);
  expect(aliasesNow()).not.toContain('dev-cy');
  expect(await outcomes('shop-dev-cy')).toEqual(['Promoted', 'Promoted', 'Stopped']);
}, 60_000);

test('a bake that nobody calls for is no pass, and what to do is said; who was idle for long is told of', async () => {
  const { code, printed } = await live(() => {}, endpoint, '--as', 'di', '--artifact', built('di'));

  expect(code).toBe(1);
  expect(printed).toMatch(/ended Stopped: shop: nothing was reported/);
  expect(printed).toMatch(
    /nobody calls your aliases \(dev-di\) tells nothing: .*--invoke EVENT\.json/,
  );
  expect(printed).not.toMatch(/has had no release since/);

  const now = world.clock.millis() + 9 * 86_400_000;
  expect(await idleStages(world.onlooker, { team: 'shop', own: 'shop-dev-di', now })).toEqual(
    ['ada', 'bo'].map(
      (name) =>
        `shop-dev-${name} has had no release since 2026-11-23: whoever it is of takes it away by --as ${name} --remove`,
    ),
  );
}, 90_000);

function aliasesNow(): string[] {
  return [...world.aws.lambda.find('shop', developers).aliases.keys()];
}
