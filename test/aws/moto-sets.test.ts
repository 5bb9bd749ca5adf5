// The adapters of StackSets over HTTP against moto: a client makes the set, all else is ours, with the real signer.

import {
  CloudFormationClient,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  ListStackSetOperationsCommand,
} from '@aws-sdk/client-cloudformation';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { hasMoto, home, portsOn, startMoto, UNREACHABLE, wireOf } from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
const client = new CloudFormationClient(wireOf(moto));
const ports = portsOn(moto);

afterAll(() => moto.stop());

const played = hasMoto ? test : test.skip;

const ACCOUNTS = ['222233334444', '333344445555'];
const sliceOf = (name: string): TargetOf<'stackSet'> => ({
  ...{ ...home, name: 'live', alarms: [] },
  stackSet: {
    ...{ name, template: 'template.yml', capabilities: [], accounts: ACCOUNTS },
    ...{ regions: ['us-east-1', 'eu-west-1'], delegated: false },
    ...{ failureTolerance: 0, maxConcurrent: 1, reads: 'summaries' as const },
  },
});
const templateOf = (word: string) => `
Description: ${word} & <all>
Parameters:
  Size: { Type: Number, Default: 1 }
  Word: { Type: String, Default: none }
Resources:
  Told: { Type: AWS::CloudFormation::WaitConditionHandle }
`;

async function made(name: string): Promise<TargetOf<'stackSet'>> {
  const Parameters = [{ ParameterKey: 'Size', ParameterValue: '1' }];
  const TemplateBody = templateOf('old');
  const Tags = [{ Key: 'team', Value: 'web' }];
  await client.send(
    new CreateStackSetCommand({ StackSetName: name, TemplateBody, Parameters, Tags }),
  );
  const target = sliceOf(name);
  const { accounts: Accounts, regions: Regions } = target.stackSet;
  await client.send(new CreateStackInstancesCommand({ StackSetName: name, Accounts, Regions }));
  return target;
}

const bringing = (id: string) => ({
  id,
  template: { TemplateBody: templateOf('new') },
  parameters: { Size: '2', Word: 'two words' },
  tags: { 'tidegate:revision': 'sha256:1' },
  isBack: false,
});

played(
  'a set is read with its template, parameters and tags; where there is none, so it is',
  async () => {
    const target = await made('guard');

    expect(await ports.stackSets.set(target)).toMatchObject({
      ...{ name: 'guard', status: 'ACTIVE', template: templateOf('old') },
      ...{ parameters: { Size: '1' }, tags: { team: 'web' } },
      ...{ isOfOrganisation: false, deploysByItself: false, queues: false },
    });
    expect(await ports.stackSets.set(sliceOf('none'))).toBeUndefined();
  },
);

played('its instances are listed, and what each overrides is read of it', async () => {
  const target = await made('guardrails');

  const all = await ports.stackSets.instances(target);
  const own = await ports.stackSets.overrides(target, all[0]!);

  expect(all.map(({ account, region }) => `${account}/${region}`).toSorted()).toEqual(
    ACCOUNTS.flatMap((each) => [`${each}/eu-west-1`, `${each}/us-east-1`]).toSorted(),
  );
  expect(own).toEqual({});
});

played('a slice gets a template by an operation whose id is ours', async () => {
  const target = await made('brought');

  await ports.stackSetStarts.update(target, bringing('tidegate-deploy-one'));

  expect(await ports.stackSets.set(target)).toMatchObject({
    template: templateOf('new'),
    parameters: { Size: '2', Word: 'two words' },
    tags: { 'tidegate:revision': 'sha256:1' },
  });
  expect(await ports.stackSets.operation(target, 'tidegate-deploy-one')).toMatchObject({
    ...{ id: 'tidegate-deploy-one', action: 'UPDATE', status: 'SUCCEEDED' },
    createdAt: expect.stringMatching(/^20/),
  });
  const ids = (await ports.stackSets.operations(target)).map(({ id }) => id);
  expect(ids).toContain('tidegate-deploy-one');
  const results = await ports.stackSets.results(target, 'tidegate-deploy-one');
  expect(results).toHaveLength(4);
  expect(results[0]).toMatchObject({ account: ACCOUNTS[0], status: 'SUCCEEDED' });
});

played('instances get values of their own, and none again by a list that is empty', async () => {
  const target = await made('overridden');
  const [first, second] = await ports.stackSets.instances(target);
  const of = { accounts: [first!.account], regions: [first!.region] };

  await ports.stackSetStarts.override(target, { id: 'one', ...of, parameters: { Size: '7' } });
  const own = await ports.stackSets.overrides(target, first!);
  await ports.stackSetStarts.override(target, { id: 'two', ...of, parameters: {} });

  expect(own).toEqual({ Size: '7' });
  expect(await ports.stackSets.overrides(target, second!)).toEqual({});
  expect(await ports.stackSets.overrides(target, first!)).toEqual({});
});

played('an operation is stopped by its id', async () => {
  const target = await made('stopped');
  await ports.stackSetStarts.update(target, bringing('tidegate-deploy-two'));

  await ports.stackSets.stop(target, 'tidegate-deploy-two');

  expect(await ports.stackSets.operation(target, 'tidegate-deploy-two')).toMatchObject({
    status: 'STOPPED',
  });
  const { Summaries = [] } = await client.send(
    new ListStackSetOperationsCommand({ StackSetName: 'stopped' }),
  );
  expect(Summaries.map(({ Status }) => Status)).toContain('STOPPED');
});

/** AWS has names of its own for these: `OperationNotFoundException`, `OperationIdAlreadyExistsException`. */
played(
  'what it has not: names for an operation that is not there, an id that is used once, who was last at an instance',
  async () => {
    const target = await made('lacking');
    const { stackSetStarts, stackSets } = ports;
    await stackSetStarts.update(target, bringing('tidegate-deploy-three'));

    await expect(stackSets.operation(target, 'none')).rejects.toThrow(/none/);
    await expect(
      stackSetStarts.update(target, bringing('tidegate-deploy-three')),
    ).resolves.toBeUndefined();
    const all = await stackSets.operations(target);
    expect(all.filter(({ id }) => id === 'tidegate-deploy-three')).toHaveLength(2);
    const [first] = await stackSets.instances(target);
    expect(first).toMatchObject({ operation: undefined, status: 'CURRENT' });
  },
);
