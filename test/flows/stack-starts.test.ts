// What is refused before a change set of a stack is prepared, and what of Tidegate's own is taken away before that.

import { createHash } from 'node:crypto';
import { keptKeys } from '../../core/kept-keys.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { artifactIn } from '../../core/revision.ts';
import { settles, stops } from '../../flows/kinds/stack.ts';
import { starts } from '../../flows/kinds/stack-starts.ts';
import { asciiArchive } from '../../simulation/world/ascii-archive.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, shop } from './command/commanded.ts';

afterAll(closeAll);

const live =
  '{ name: live, account: "111122223333", region: us-east-1, stack: { name: shop }, alarms: [live-errors] }';

/** A stack that a release has brought to `new`, and how the next deployment of it begins. */
async function updated() {
  const world = await shop({}, oneTarget({ of: live }));
  await world.play();
  const { onlooker } = world;
  const [target] = world.targets as TargetOf<'stack'>[];
  const { running } = (await onlooker.table.get(keys.target('shop', 'live')))!;
  const stack = world.aws.cloudFormation.find('shop', target!);
  const wanted = { pipeline: 'shop', target: target!, revision: running!.revision };
  const start = (mark: string, doing: 'deploy' | 'rollBack' = 'deploy') =>
    starts.start(onlooker, { ...wanted, doing, mark }, async () => {});
  return { world, onlooker, target: target!, stack, start };
}

test.each([
  ['that is being updated', { status: 'UPDATE_IN_PROGRESS' as const }, 'TargetBusy', /at rest/],
  [
    'that could not be rolled back',
    { status: 'UPDATE_ROLLBACK_FAILED' as const },
    'Refused',
    /to be whole, got UPDATE_ROLLBACK_FAILED: .*continue-update-rollback/,
  ],
  ['without a role', { roleArn: undefined }, 'Refused', /to have a role .* got neither/],
])('nothing is prepared for a stack %s, on no way back either', async (_, found, name, message) => {
  const { stack, start } = await updated();
  const before = [...stack.changeSets];
  Object.assign(stack, found);

  for (const doing of ['deploy', 'rollBack'] as const)
    await expect(start('tidegate deploy next', doing)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });

  expect([...stack.changeSets]).toEqual(before);
});

test('a change set of Tidegate that nobody has executed makes way for the next, and nobody else’s does', async () => {
  const { stack, start } = await updated();
  await start('by ada');
  await start('tidegate deploy one');
  const names = () => [...stack.changeSets.values()].map(({ name }) => name);
  const first = names();

  await start('tidegate deploy two');

  const last = names();
  expect(first.at(-1)).toMatch(/^tidegate-/);
  expect(last).toHaveLength(first.length);
  expect(last.filter((name) => name.startsWith('by-ada-'))).toHaveLength(1);
  expect(last).not.toContain(first.at(-1));
});

test('a stack that has what it is to return to gets no change set', async () => {
  const { stack, start } = await updated();
  const before = [...stack.changeSets];

  expect(await start('tidegate rollBack back', 'rollBack')).toBeUndefined();

  expect(stack.changeSets).toEqual(before);
});

test('a way back keeps nothing over what the release has found: another try of it returns to the same', async () => {
  const { world, onlooker, target, stack, start } = await updated();
  const { running } = (await onlooker.table.get(keys.target('shop', 'live')))!;
  const key = keptKeys.stack('shop', 'live', running!.functionVersion!);
  await start('tidegate deploy bad');
  const found = await onlooker.table.get(key);
  const { contents } = stack;
  const parameters = { ...contents.parameters, MemorySize: '512' };
  world.aws.cloudFormation.lay(stack, { ...contents, parameters });

  const wanted = { pipeline: 'shop', target, revision: running!.revision };
  const back = { ...wanted, functionVersion: running!.functionVersion! };
  const mark = 'tidegate rollBack bad';
  await starts.start(onlooker, { ...back, doing: 'rollBack', mark }, async () => {});

  expect(found).toMatchObject({ kind: 'keptStack' });
  expect(await onlooker.table.get(key)).toEqual(found);
});

/** A deployment of a template, and of what its configuration says, in an archive of their own. */
async function startedWith(template: (before: string) => string, configuration: string) {
  const { world, onlooker, target, stack } = await updated();
  const before = [...stack.changeSets];
  const { running } = (await onlooker.table.get(keys.target('shop', 'live')))!;
  const { templates: _, ...revision } = running!.revision;
  const body = asciiArchive([
    { path: target.stack.template, text: template(stack.contents.template) },
    { path: 'prod.json', text: configuration },
  ]);
  const key = 'of-its-own.zip';
  const its = artifactIn(revision);
  const { versionId, eTag } = world.aws.s3.objects.put(its.bucket, key, { body });
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const artifact = { ...artifactIn(revision), key, version: versionId, eTag };
  const wanted = {
    ...{ pipeline: 'shop', doing: 'deploy' as const, mark: 'tidegate deploy another' },
    target: { ...target, stack: { ...target.stack, configuration: 'prod.json' } },
    revision: { ...revision, artifact, digest },
  };
  const started = starts.start(onlooker, wanted, async () => {});
  return { started, stack, before };
}

test('a parameter that the template does not declare is refused, and not left out', async () => {
  const slip = '{"Parameters":{"MemorySize":"512","MemorySzie":"1024"}}';
  const { started, stack, before } = await startedWith((text) => text, slip);

  await expect(started).rejects.toThrow(
    'expected prod.json to give parameters that template.yml declares, got MemorySzie too',
  );
  expect([...stack.changeSets]).toEqual(before);
});

test('a template that is longer than a call may be goes by way of a bucket', async () => {
  const long = (text: string) =>
    JSON.stringify({ ...JSON.parse(text), Metadata: { Notes: 'x'.repeat(66_000) } });

  const { started, stack, before } = await startedWith(long, '{"Parameters":{}}');

  expect(await started).toMatchObject({ id: expect.any(String) });
  expect(stack.changeSets).not.toEqual(before);
});

test('what would change in a nested stack has to be known: without its change set nothing is looked at', async () => {
  const { world, onlooker, target, stack } = await updated();
  const inner = (key: string) =>
    JSON.stringify({ Resources: { Orders: { Type: 'AWS::S3::Bucket', Properties: { key } } } });
  const url = 'https://tidegate-artifacts-111122223333.s3.us-east-1.amazonaws.com/inner.json';
  const put = (key: string) =>
    world.aws.s3.objects.put('tidegate-artifacts-111122223333', 'inner.json', { body: inner(key) });
  put('one');
  const Storage = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } };
  world.aws.cloudFormation.lay(stack, {
    ...stack.contents,
    template: JSON.stringify({ Resources: { Storage } }),
  });
  put('two');
  const template = { TemplateBody: JSON.stringify({ Resources: { Storage } }) };
  const how = { name: 'tidegate-deploy-one', mark: 'one', isNew: false, template, parameters: {} };
  await onlooker.stacks.prepare(target, how);
  const until = world.clock.millis() + 10_000;
  await world.clock.play(() => world.clock.millis() >= until);
  const changes = () => onlooker.stacks.changes(target, how.name);

  const known = await changes();
  for (const id of stack.known.keys()) if (id.includes('-Storage/')) stack.known.delete(id);

  expect(known.map(({ action, id }) => `${action} ${id}`)).toEqual([
    'Modify Storage',
    'Modify Storage/Orders',
  ]);
  await expect(changes()).rejects.toThrow('in Storage/ of stack shop, got no such change set');
});

test('what somebody has updated since has another setting, and its update is not stopped', async () => {
  const { world, onlooker, target, stack } = await updated();
  const id = stack.events.find(({ token }) => token?.startsWith('tidegate-'))!.token!;
  const begun = { pipeline: 'shop', target, id };
  const own = await settles.settingAfter(onlooker, begun);
  await stops.stop(onlooker, begun);
  const { contents } = stack;
  world.aws.cloudFormation.update(stack, { ...contents, tags: { by: 'anna' } });

  await stops.stop(onlooker, begun);

  expect(own).not.toBe(`after ${id}`);
  expect(await settles.settingAfter(onlooker, begun)).toBe(`after ${id}`);
  expect(stack.status).toBe('UPDATE_IN_PROGRESS');
});
