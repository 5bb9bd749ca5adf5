// An operation on a StackSet: written first, begun once, given up for good, by rule where it is refused.

import { keptKeys } from '../../core/kept-keys.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { carries, finds, observes, stops } from '../../flows/kinds/stack-set.ts';
import { starts } from '../../flows/kinds/stack-set-starts.ts';
import { beginOperation } from '../../flows/set-begins.ts';
import { setFindings } from '../../flows/set-findings.ts';
import type { World } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, shop } from './command/commanded.ts';

afterAll(closeAll);

const slice = (words = '') =>
  `{ name: live, account: "111122223333", region: us-east-1, stackSet: { name: shop, accounts: ["222233334444", "333344445555"], regions: [us-east-1]${words} }, alarms: [live-errors] }`;

const UNITS = ', units: [ou-ab12-11111111]';

/** Plays the world for so many seconds. */
async function pass({ clock }: World, seconds: number): Promise<void> {
  const until = clock.millis() + seconds * 1000;
  let isOver = false;
  clock.at(until, () => {
    isOver = true;
  });
  await clock.play(() => isOver);
}

/** A slice that a release has brought to `new`, and how the next operation on it is written. */
async function updated(words?: string) {
  const world = await shop({}, oneTarget({ of: slice(words) }));
  await world.play();
  const { onlooker } = world;
  const [target] = world.targets as TargetOf<'stackSet'>[];
  const { running } = (await onlooker.table.get(keys.target('shop', 'live')))!;
  const set = world.aws.cloudFormation.sets.find('shop', target!);
  // As if somebody had given the set something else, so that there is something to bring.
  const { template } = set.contents;
  set.contents = { ...set.contents, template: template.replace('What', 'All that') };
  const wanted = { pipeline: 'shop', target: target!, revision: running!.revision };
  const start = (mark: string, doing: 'deploy' | 'rollBack' = 'deploy') =>
    starts.start(onlooker, { ...wanted, doing, mark }, async () => {});
  const begun = (id: string) => ({ pipeline: 'shop', target: target!, id });
  const operation = (id: string) =>
    onlooker.table.get(keptKeys.setOperation(target!.account, target!.region, id));
  return { world, onlooker, target: target!, set, start, begun, operation };
}

test('nothing is begun before it is carried out, and then once', async () => {
  const { onlooker, set, start, begun } = await updated();
  const before = set.operations.length;

  const { id } = (await start('tidegate deploy one'))!;
  const prepared = set.operations.length;
  await beginOperation(onlooker, begun(id).target, id);
  await beginOperation(onlooker, begun(id).target, id);

  expect(prepared).toBe(before);
  expect(set.operations.filter((each) => each.id === id)).toHaveLength(1);
  expect(set.operations).toHaveLength(before + 1);
});

test('a hand that died between the write and the call is followed by another one, and begins the same', async () => {
  const { onlooker, set, start, begun, operation } = await updated();
  const { id } = (await start('tidegate deploy one'))!;
  await onlooker.table.change(
    keptKeys.setOperation(begun(id).target.account, begun(id).target.region, id),
    (it) => it && { item: { ...it, state: 'begun' as const, begunAt: it.at } },
  );

  await beginOperation(onlooker, begun(id).target, id);

  expect((await operation(id))?.state).toBe('begun');
  expect(set.operations[0]?.id).toBe(id);
});

test('what was given up is never begun, and says so', async () => {
  const { onlooker, set, start, begun } = await updated();
  const before = set.operations.length;
  const { id } = (await start('tidegate deploy one'))!;

  await stops.stop(onlooker, begun(id));
  await beginOperation(onlooker, begun(id).target, id);

  expect(set.operations).toHaveLength(before);
  expect(await carries.prepared(onlooker, begun(id))).toBeUndefined();
  expect(await observes.observe(onlooker, begun(id))).toMatchObject({
    state: 'Stopped',
    error: 'it was given up',
  });
});

test('what was written and not begun makes way for the next: a late hand begins nothing', async () => {
  const { onlooker, set, start, begun } = await updated();
  const { id: late } = (await start('tidegate deploy one'))!;

  const back = await start('tidegate rollBack one', 'rollBack');
  await beginOperation(onlooker, begun(late).target, late);

  expect(back).toBeDefined();
  expect(set.operations.map(({ id }) => id)).not.toContain(late);
});

test('another operation that is under way is waited for: nothing was begun, and it may be tried again', async () => {
  const { onlooker, world, set, start, begun, operation } = await updated();
  const { id } = (await start('tidegate deploy one'))!;
  world.aws.cloudFormation.sets.create(set, { account: '999900001111', region: 'us-east-1' });

  await expect(beginOperation(onlooker, begun(id).target, id)).rejects.toMatchObject({
    name: 'TargetBusy',
    message: expect.stringMatching(/expected StackSet shop to be at rest, got: Another Operation/),
  });

  expect((await operation(id))?.state).toBe('prepared');
});

test('what CloudFormation does not take fails, with its reason, and is not begun again', async () => {
  const { onlooker, set, start, begun } = await updated();
  const { id } = (await start('tidegate deploy one'))!;
  set.instances.splice(0, 1);

  await beginOperation(onlooker, begun(id).target, id);

  expect(await observes.observe(onlooker, begun(id))).toMatchObject({
    state: 'Failed',
    error: expect.stringMatching(/got StackInstanceNotFoundException: Stack instance with account/),
  });
});

test('an operation that is under way is stopped: what has not begun in an instance never does', async () => {
  const { onlooker, world, set, start, begun } = await updated();
  const { id } = (await start('tidegate deploy one'))!;
  await beginOperation(onlooker, begun(id).target, id);
  await pass(world, 7);

  await stops.stop(onlooker, begun(id));
  await pass(world, 120);

  const operation = set.operations.find((each) => each.id === id);
  expect(operation?.status).toBe('STOPPED');
  expect(operation?.results.map(({ status }) => status)).toEqual(['SUCCEEDED', 'CANCELLED']);
  expect(await observes.observe(onlooker, begun(id))).toMatchObject({
    state: 'Stopped',
    reached: { count: 1, of: 2 },
    error: 'not updated: 333344445555/us-east-1',
  });
});

test('what one instance fails on fails the slice, whatever is tolerated', async () => {
  const { onlooker, world, set, start, begun } = await updated(', failureTolerance: 1');
  const { id } = (await start('tidegate deploy one'))!;
  const stack = set.instances[0]!.stack!;
  stack.status = 'UPDATE_ROLLBACK_FAILED';

  await beginOperation(onlooker, begun(id).target, id);
  await pass(world, 300);

  expect(set.operations[0]?.status).toBe('SUCCEEDED');
  expect(await observes.observe(onlooker, begun(id))).toMatchObject({
    state: 'Failed',
    isStuck: true,
    error: expect.stringMatching(
      /^222233334444\/us-east-1 FAILED: Stack .* UPDATE_ROLLBACK_FAILED/,
    ),
  });
});

test('a detection of drift is waited for, and told from what changes something', async () => {
  const { onlooker, world, set, target } = await updated();
  world.aws.cloudFormation.sets.create(set, { account: '999900001111', region: 'us-east-1' });
  const running = await finds.running(onlooker, target);
  Object.assign(set.operations[0]!, { action: 'DETECT_DRIFT' });

  expect(running).toMatchObject({ state: 'running', description: '' });
  await expect(finds.running(onlooker, target)).rejects.toMatchObject({ name: 'TargetBusy' });
});

test.each([
  [
    'that deploys by itself',
    UNITS,
    { deploysByItself: true },
    'NotReady',
    /no automatic deployment, got it/,
  ],
  [
    'that the organisation manages, without units',
    '',
    { permissionModel: 'SERVICE_MANAGED' as const },
    'Refused',
    /expected stackSet\.units/,
  ],
  [
    'that has roles of its own, with units',
    UNITS,
    { permissionModel: 'SELF_MANAGED' as const },
    'Refused',
    /expected no stackSet\.units/,
  ],
  [
    'without an instance',
    '',
    { instances: [] },
    'Refused',
    /to have an instance in 222233334444\/us-east-1, 3333/,
  ],
])('nothing is written for a set %s', async (_, words, found, name, message) => {
  const { set, start } = await updated(words);
  Object.assign(set, found);

  await expect(start('tidegate deploy one')).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});

test('a way back asks for no more than that the set is there: harm waits for nobody', async () => {
  const { set, start } = await updated();
  set.deploysByItself = true;

  expect(await start('tidegate rollBack one', 'rollBack')).toBeDefined();
});

test('apply and lint are told what is wrong with a set, at each of its slices', async () => {
  const { onlooker, set } = await updated(UNITS);
  const second = slice(UNITS)
    .replace('name: live,', 'name: other,')
    .replace('"222233334444", "333344445555"', '"444455556666"');
  const waves = [slice(UNITS), second].map(
    (each, index) => `{ name: w${index}, targets: [${each}] }`,
  );
  const text = oneTarget().replace(/targets: .*/, `waves: [${waves.join(', ')}] }`);
  set.deploysByItself = true;

  const { found, unread } = await setFindings(onlooker.stackSets, parsePipeline(text, 'p.yml'));

  expect(unread).toEqual([]);
  expect(found.map(({ text: said }) => said.slice(0, 50))).toEqual([
    'expected no automatic deployment, got it: StackSet',
    'expected operations of StackSet shop to wait for e',
    'expected no automatic deployment, got it: StackSet',
    'expected operations of StackSet shop to wait for e',
  ]);
});
