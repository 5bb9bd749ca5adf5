// The keys by which a person holds, and rolls back, what plays before them.

import { liveKeys } from '../../cli/live-keys.ts';
import { keys, ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';

const world = await makeWorld({
  pipelines: [parsePipeline(oneTarget({ bake: '{ for: 5m }' }), 'shop.yml')],
  scenario: scenarioSchema.parse({ baseline: 'old', builds: [{ at: '0s', revision: 'new' }] }),
  seed: 1,
  readFile: String,
});
await world.play();
const { where, close } = await asking(world);
afterAll(close);

const said: string[] = [];
const bindings = liveKeys({
  pipeline: 'shop',
  say: (text) => said.push(text),
  address: () => where[where.indexOf('--endpoint-url') + 1],
});

/** Types a key, and lets the world go on until there is an answer. */
async function typed(key: string): Promise<string> {
  const before = said.length;
  bindings.find((each) => each.keys.includes(key))!.run();
  while (said.length === before) {
    await world.clock.play(() => said.length > before);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return said.at(-1)!;
}

async function events(event: string): Promise<number> {
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  return entries.filter((entry) => entry.event === event).length;
}

test('h holds the pipeline, and typed again lets it go on', async () => {
  const held = await typed('h');
  const hold = await world.onlooker.table.get(keys.hold('pipeline:shop'));
  const resumed = await typed('h');

  expect(held).toMatch(
    /^pipeline:shop: no wave starts; rollbacks are still allowed; pipeline:shop is held/,
  );
  expect(hold?.stops).toMatchObject([{ reason: 'by a key, at the terminal' }]);
  expect(resumed).toMatch(/^pipeline:shop: waves may start again; pipeline:shop is open$/);
});

test('r says what it would take back, does that typed again, and tells what cannot be', async () => {
  const asked = await typed('r');
  const before = await events('RollbackAsked');
  const done = await typed('r');
  await world.play();
  const none = await typed('r');

  expect(asked).toMatch(/^r again: shop: #1 \w{7} is taken back/);
  expect(before).toBe(0);
  expect(done).toMatch(/; rollback shop-\w+-1 is started/);
  expect(await events('RollbackAsked')).toBe(1);
  expect(none).toMatch(/^expected /);
});
