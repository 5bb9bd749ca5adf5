// Ten thousand bakes are open, and a thousand alarms fire in a minute, each of another bake: each event reads what its
// own bake needs, as many items as if it were alone.

import { keys, ranges } from '../../core/keys.ts';
import type { Key } from '../../core/noun.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { waitKey } from '../../core/wait-key.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { putRaw } from './raw-item.ts';

const MINUTE = 60_000;
const ALARM = 'live-errors';

interface Fired {
  /** What each invocation of OnAlarm reads of the table. */
  readonly reads: readonly number[];
  readonly seconds: number;
}

/** So many bakes are open, and of so many of them an alarm's event comes in the minute after the twelfth. */
async function fire(open: number, events: number): Promise<Fired> {
  const read = new Map<string, number>();
  const times: number[] = [];
  let world: World | undefined;
  const now = () => (world ? (world.clock.millis() - world.startAt.getTime()) / MINUTE : 0);
  world = await makeWorld({
    pipelines: [
      parsePipeline(oneTarget({ bake: '{ for: 2h, judge: { mode: off } }' }), 'shop.yml'),
    ],
    scenario: scenarioSchema.parse({ baseline: 'old', builds: [build('new', '1m')] }),
    seed: 1,
    tables: 'memory',
    sweeps: 'needed',
    readFile: String,
    onCall: ({ functionName, operation, invocation }, at) => {
      if (functionName !== 'OnAlarm' || invocation === undefined || at < 12 * 60) return;
      times.push(at);
      if (operation !== 'GetItem' && operation !== 'Query') return;
      read.set(invocation, (read.get(invocation) ?? 0) + 1);
    },
    isStopped: () => now() > 14.9,
  });
  const whole = world;
  const at = (minute: number, run: () => Promise<void>) =>
    whole.clock.at(whole.startAt.getTime() + minute * MINUTE, () => whole.clock.track(run));
  at(11, () => multiply(whole, open));
  for (let index = 0; index < events; index += 1)
    at(12 + index / events, async () => {
      await whole.aws.emit(firing(whole, 1 + index * 7));
    });
  await whole.play();
  await whole.close();
  return { reads: [...read.values()], seconds: Math.max(...times) - Math.min(...times) };
}

/** What the one pipeline has in the table, under other names, with an alarm of its own each. */
async function multiply(world: World, count: number): Promise<void> {
  const { table } = world.onlooker;
  const [open] = await table.list(ranges.open());
  const [wait] = await table.list(ranges.waits());
  const release = open!.release;
  const wave = await table.get(keys.wave(release, 0));
  const items: (readonly [Key<unknown>, unknown])[] = [
    [keys.release('shop', release), await table.get(keys.release('shop', release))],
    [keys.target('shop', 'live'), await table.get(keys.target('shop', 'live'))],
    [keys.wave(release, 0), wave],
    [waitKey(wait!), wait],
  ];
  const [target] = wave!.plan.targets;
  const alarm = { account: target!.account, region: target!.region, name: ALARM };
  const watcher = { kind: 'bake' as const, release, wave: 0 };
  items.push([keys.watcher(alarm, watcher), watcher]);
  for (let index = 1; index < count; index += 1)
    for (const [key, item] of items) {
      const { pk, sk, noun, value } = renamed({ pk: key.pk, sk: key.sk, value: item }, index, key);
      await putRaw(world, { pk, sk }, { item: value, schema: noun.earlier.length + 1 });
    }
}

function renamed<Of extends object>(of: Of, index: number, { noun }: Key<unknown>) {
  const name = `shop${index}`;
  const text = JSON.stringify(of)
    .replaceAll('"shop"', `"${name}"`)
    .replaceAll('#shop"', `#${name}"`)
    .replaceAll(/shop-([0-9a-f]{12}-\d)/g, `${name}-$1`)
    .replaceAll(ALARM, `${ALARM}-${index}`);
  return { ...(JSON.parse(text) as Of), noun };
}

function firing({ pipelines, clock }: World, index: number) {
  const [target] = pipelines[0].stages[0]!.targets!;
  const { account, region } = target!;
  return {
    ...{ source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' },
    ...{ account, region, time: new Date(clock.millis()).toISOString(), resources: [] },
    detail: {
      alarmName: `${ALARM}-${index}`,
      state: { value: 'ALARM' },
      previousState: { value: 'OK' },
    },
  };
}

test('a thousand alarms in a minute, among ten thousand bakes, read as much each as twenty among two hundred', async () => {
  const few = await fire(200, 20);
  const many = await fire(10_000, 1_000);

  expect(few.reads).toHaveLength(20);
  expect(many.reads).toHaveLength(1_000);
  expect(Math.max(...many.reads)).toBeLessThanOrEqual(Math.max(...few.reads));
  expect(Math.max(...few.reads)).toBeLessThan(10);
  expect(many.seconds).toBeLessThan(90);
});
