// why-blocked on a deployed Tidegate: a local one, over the wire, in the middle of its day.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';
import type { run } from './run-words.ts';

const HOURS = 'windows: [{ zone: Europe/Berlin, days: [tue], from: "09:00", until: "16:00" }]';

// It begins on a Monday.
const world = await makeWorld({
  pipelines: [parsePipeline(oneTarget({ more: HOURS }), 'shop.yml')],
  scenario: scenarioSchema.parse({
    baseline: 'old',
    builds: [
      { at: '0s', revision: 'good' },
      { at: '1m', revision: 'strange', pullRequest: 7 },
    ],
  }),
  seed: 1,
  readFile: String,
});
let stopAt = 0;
await world.clock.play(() => {
  const [first] = [world.clock.millis()];
  stopAt ||= first + 2 * 3_600_000;
  return first >= stopAt;
});
const { ask: askAws, where, close } = await asking(world);

afterAll(close);

function ask(...given: Parameters<typeof run>) {
  return askAws(...given, ...where);
}

test('a release in front of a gate is told with its reasons, since when, who clears them, and when it starts', async () => {
  const { code, printed } = await ask('why-blocked', 'shop');

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^#\d+ \w{7} \(shop-\S+\) waits at the gate of prod:\n {2}- outside of its hours/,
  );
  expect(printed).toMatch(/ {4}since 20\d\d-\d\d-\d\d \S+; cleared by: time/);
  expect(printed).toContain('UTC at the earliest.');
  expect((await ask('why-blocked', 'shop', 'latest')).printed).toContain(printed.trim());
});

test('a build that is no release is told why it is none, and how a person lets it through', async () => {
  const { printed } = await ask('releases', 'shop', '--json');
  const [{ build }] = JSON.parse(printed).releases;

  const { printed: told } = await ask('why-blocked', 'shop', String(build + 1));

  expect(told).toMatch(/is no release: .*pull request.*--admit --reason/);
  await expect(ask('why-blocked', 'shop', '999')).rejects.toThrow(
    /expected a release or a build of pipeline shop, got none that is "999": .*give a build number/,
  );
});

test('what a person has stopped is told though nothing waits there, and shown of its stage', async () => {
  await ask('hold', 'shop', '--stage', 'prod', '--reason', 'the till is on fire');

  const { printed } = await ask('why-blocked', 'shop', '--json');
  expect(JSON.parse(printed).shut).toEqual([
    expect.objectContaining({
      stage: 'prod',
      what: expect.stringContaining('the till is on fire'),
      command: 'tidegate resume shop --stage prod --reason "…"',
    }),
  ]);
  const told = (await ask('why-blocked', 'shop')).printed;
  expect(told.match(/the till is on fire/g)).toHaveLength(1);
  expect((await ask('status', 'shop')).printed).toMatch(/stopped: stage:shop\/prod is held since/);
  await ask('resume', 'shop', '--stage', 'prod', '--reason', 'it is out');
  expect((await ask('status', 'shop')).printed).not.toContain('stopped:');
});

test('until when a person’s stop lasts is told, of a stage and of a whole line', async () => {
  const until = /held since \S+ until \d{4}-\d\d-\d\dT\S+ by .*: a fair/;
  await ask('hold', 'shop', '--stage', 'prod', '--reason', 'a fair', '--for', '2h');
  const line = ['stop-the-line', 'pipeline:shop', '--reason', 'a fair', '--for', '30m'] as const;

  const stopped = await ask(...line, '--json');

  expect(JSON.parse(stopped.printed).did).toEqual([expect.stringMatching(until)]);
  expect((await ask('why-blocked', 'shop')).printed).toMatch(until);
  const status = (await ask('status', 'shop')).printed.replaceAll(/\s+/g, ' ');
  expect(status).toMatch(/held since \S+ \S+Z until \S+ \S+Z by .*?: a fair/);
  await ask('resume', 'shop', '--stage', 'prod', '--reason', 'it is over');
  await ask('resume', 'shop', '--reason', 'it is over');
});

test('a release that waits for nothing is told where it is, and one that ended how', async () => {
  await world.play();

  expect((await ask('why-blocked', 'shop')).printed).toBe('shop: nothing waits\n');
  expect((await ask('why-blocked', 'shop', 'latest')).printed).toMatch(/ ended Promoted at /);
});
