// What instances override, and what another pipeline has made of the set, as an operation on a slice is written.

import { keptKeys } from '../../core/kept-keys.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { HIDDEN, versionOfStack } from '../../core/stack-contents.ts';
import { keepSet } from '../../flows/kept-set.ts';
import { carries, finds, reads, stops } from '../../flows/kinds/stack-set.ts';
import { starts } from '../../flows/kinds/stack-set-starts.ts';
import { beginOperation } from '../../flows/set-begins.ts';
import type { World } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, shop } from './command/commanded.ts';

afterAll(closeAll);

const SLICE =
  '{ name: live, account: "111122223333", region: us-east-1, stackSet: { name: shop, accounts: ["222233334444", "333344445555"], regions: [us-east-1] }, alarms: [live-errors] }';
const OWN = { MemorySize: '1024' };

async function pass({ clock }: World, seconds: number): Promise<void> {
  const until = clock.millis() + seconds * 1000;
  let isOver = false;
  clock.at(until, () => {
    isOver = true;
  });
  await clock.play(() => isOver);
}

/** A slice that runs what a release has brought, with an override by hand; and a set with another template since. */
async function overridden() {
  const world = await shop({}, oneTarget({ of: SLICE }));
  await world.play();
  const { onlooker } = world;
  const [target] = world.targets as TargetOf<'stackSet'>[];
  const { running } = (await onlooker.table.get(keys.target('shop', 'live')))!;
  const { sets } = world.aws.cloudFormation;
  const set = sets.find('shop', target!);
  sets.override(set, set.instances.slice(0, 1), OWN);
  await pass(world, 120);
  const functionVersion = running?.functionVersion ?? '';
  const wanted = { pipeline: 'shop', target: target!, revision: running!.revision };
  const start = (mark: string, doing: 'deploy' | 'rollBack' = 'deploy') =>
    starts.start(
      onlooker,
      { ...wanted, doing, mark, ...(doing === 'rollBack' && { functionVersion }) },
      async () => {},
    );
  const operation = (id: string) =>
    onlooker.table.get(keptKeys.setOperation(target!.account, target!.region, id));
  const rewrite = (replace: (template: string) => string) => {
    set.contents = { ...set.contents, template: replace(set.contents.template) };
  };
  return { world, onlooker, target: target!, set, start, operation, rewrite };
}

test('what a template does not declare any more is told where an instance overrides it, and asked for', async () => {
  const { start, onlooker, target, set, rewrite } = await overridden();
  rewrite((template) => template.replace('What', 'All that'));
  for (const each of set.instances) each.overrides = { ...each.overrides, Gone: 'x' };

  const { id } = (await start('tidegate deploy shop-2 wave 0 target live'))!;

  const prepared = await carries.prepared(onlooker, { pipeline: 'shop', target, id });
  if (prepared === 'unready') throw new Error('expected it to be ready');
  expect(prepared?.destroys).toEqual(['removes Gone (ParameterOverride)']);
});

test('a later try finds what the first has made of them, and a way back gives back what was before both', async () => {
  const { start, operation, set, rewrite } = await overridden();
  rewrite((template) => template.replace('What', 'All that'));
  await start('tidegate deploy shop-2 wave 0 target live');
  for (const each of set.instances) each.overrides = {};
  await start('tidegate deploy shop-2 wave 0 target live attempt 2');

  const { id } = (await start('tidegate rollBack shop-2 wave 0 target live', 'rollBack'))!;

  const back = await operation(id);
  expect(back?.overrides).toEqual({ '222233334444/us-east-1': OWN, '333344445555/us-east-1': {} });
  expect(await operation(back?.followers?.[0] ?? '')).toMatchObject({
    gives: { accounts: ['222233334444'], regions: ['us-east-1'], parameters: OWN },
  });
});

test('what was given up and has begun all the same is stopped', async () => {
  const { start, operation, onlooker, target, set, rewrite } = await overridden();
  rewrite((template) => template.replace('What', 'All that'));
  const { id } = (await start('tidegate deploy shop-2 wave 0 target live'))!;
  await beginOperation(onlooker, target, id);
  // As if CloudFormation had said that another one was in progress, and had not told of this one yet.
  await onlooker.table.change(
    keptKeys.setOperation(target.account, target.region, id),
    (it) => it && { item: { ...it, state: 'prepared' as const } },
  );

  await stops.stop(onlooker, { pipeline: 'shop', target, id });

  expect((await operation(id))?.state).toBe('givenUp');
  expect(set.operations.find((each) => each.id === id)?.status).toBe('STOPPING');
});

test('what follows is given up with it', async () => {
  const { start, operation, onlooker, target, set, rewrite } = await overridden();
  rewrite((template) => template.replace('What', 'All that'));
  await start('tidegate deploy shop-2 wave 0 target live');
  for (const each of set.instances) each.overrides = {};
  const { id } = (await start('tidegate rollBack shop-2 wave 0 target live', 'rollBack'))!;

  await stops.stop(onlooker, { pipeline: 'shop', target, id });

  const [follower = ''] = (await operation(id))?.followers ?? [];
  expect((await operation(follower))?.state).toBe('givenUp');
});

test('what is not given stays as the slice has it, where another pipeline has given the set something else', async () => {
  const { world, start, operation, onlooker, target, set } = await overridden();
  const ours = set.operations.find(({ id }) => id.startsWith('tidegate-'))!.id;
  const { sets } = world.aws.cloudFormation;
  sets.create(set, { account: '999900001111', region: 'us-east-1' });
  await pass(world, 120);
  const before = { ...set.contents, parameters: { ...set.contents.parameters, ApiKey: HIDDEN } };
  const from = versionOfStack(before);
  await keepSet(onlooker, { pipeline: 'depot', target }, from, before);
  sets.update(set, set.instances.slice(2), {
    template: set.contents.template.replace('What', 'All that'),
    parameters: { ...set.contents.parameters, MemorySize: '4096' },
    tags: { theirs: 'yes' },
  });
  await pass(world, 300);
  const id = 'tidegate-deploy-theirs';
  const theirs = { ...(await operation(ours))!, id, pipeline: 'depot', target: 'rest', from };
  await onlooker.table.create(keptKeys.setOperation(target.account, target.region, id), theirs);
  Object.assign(set.operations[0]!, { id });

  const written = await start('tidegate deploy shop-3 wave 0 target live');

  const its = await operation(written?.id ?? '');
  expect(its?.parameters).toMatchObject({ MemorySize: '256', ApiKey: null });
  expect(its?.tags).not.toHaveProperty('theirs');
  expect(its?.changes.map(({ type }) => type)).not.toContain('what they have was not kept');
});

test('what another pipeline has under way is waited for, and named; where the set queues, it is nothing to wait for', async () => {
  const { world, operation, onlooker, target, set } = await overridden();
  const ours = set.operations.find((each) => each.id.startsWith('tidegate-'))!.id;
  world.aws.cloudFormation.sets.create(set, { account: '999900001111', region: 'us-east-1' });
  const id = 'tidegate-deploy-theirs';
  const theirs = { ...(await operation(ours))!, id, pipeline: 'depot', target: 'live' };
  await onlooker.table.create(keptKeys.setOperation(target.account, target.region, id), theirs);
  Object.assign(set.operations[0]!, { id });

  await expect(finds.running(onlooker, target)).rejects.toMatchObject({
    name: 'TargetBusy',
    message: expect.stringContaining('of pipeline depot on its live'),
  });
  set.queues = true;
  expect(await finds.running(onlooker, target)).toBeUndefined();
});

test('what follows a way back that was not begun makes way with it for the next try', async () => {
  const { start, operation, set, rewrite } = await overridden();
  rewrite((template) => template.replace('What', 'All that'));
  await start('tidegate deploy shop-2 wave 0 target live');
  for (const each of set.instances) each.overrides = {};
  const { id } = (await start('tidegate rollBack shop-2 wave 0 target live', 'rollBack'))!;
  const [follower = ''] = (await operation(id))?.followers ?? [];

  await start('tidegate rollBack shop-2 wave 0 target live attempt 2', 'rollBack');

  expect((await operation(id))?.state).toBe('givenUp');
  expect((await operation(follower))?.state).toBe('givenUp');
});

test('what another pipeline has brought to an instance of this one’s is told as that one’s', async () => {
  const { operation, onlooker, target, set } = await overridden();
  const ours = set.operations.find((each) => each.id.startsWith('tidegate-'))!.id;
  const id = 'tidegate-deploy-theirs';
  const theirs = { ...(await operation(ours))!, id, pipeline: 'depot', target: 'rest' };
  await onlooker.table.create(keptKeys.setOperation(target.account, target.region, id), theirs);
  Object.assign(set.operations[0]!, { id });
  set.instances[0]!.lastOperation = id;
  const { running: installed } = (await onlooker.table.get(keys.target('shop', 'live')))!;

  const said = { target, installed: installed! };
  const truth = await (await reads.reader(onlooker, [said], 'whole')).read(said);

  expect(truth).toMatchObject({ attempted: { id, pipeline: 'depot' } });
  expect(truth).not.toHaveProperty('attempted.description');
});
