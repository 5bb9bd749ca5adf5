// Change sets of CloudFormation, with the traps that those who use them fall into.

import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { embedded, home } from '../embedded.ts';

const StackName = 'shop';
const template = (memory: string, more: object = {}) =>
  JSON.stringify({
    Parameters: { Size: { Type: 'String', Default: '1' } },
    Resources: {
      Handler: { Type: 'AWS::Lambda::Function', Properties: { memory, size: { Ref: 'Size' } } },
      Errors: { Type: 'AWS::CloudWatch::Alarm', Properties: { memory } },
      ...more,
    },
  });

function shop() {
  const { aws, clock, play } = embedded();
  const contents = { template: template('old'), parameters: { Size: '2' }, tags: {} };
  aws.cloudFormation.addStack({ name: StackName, createdAt: clock.now(), contents }, home);
  const client = new CloudFormationClient(aws.sdkConfig());
  const prepare = (of: Partial<CreateChangeSetCommandInput> = {}) =>
    play(async () => {
      const asked = { StackName, ChangeSetName: 'one', TemplateBody: template('new'), ...of };
      await client.send(new CreateChangeSetCommand(asked));
      await clock.sleep(10);
      return client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: 'one' }));
    });
  const execute = (seconds: number) =>
    play(async () => {
      const asked = { StackName, ChangeSetName: 'one', ClientRequestToken: 'token' };
      await client.send(new ExecuteChangeSetCommand(asked));
      await clock.sleep(seconds);
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return { stack: Stacks[0], events: StackEvents };
    });
  return { aws, client, clock, play, prepare, execute };
}

const keptSize = { Parameters: [{ ParameterKey: 'Size', UsePreviousValue: true }] };

test('what would change is told, and nothing is changed before it is executed', async () => {
  const { prepare, execute, aws } = shop();

  const { Status, ExecutionStatus, Changes = [] } = await prepare(keptSize);
  const before = aws.cloudFormation.find(StackName, home).status;
  const { stack, events } = await execute(120);

  expect([Status, ExecutionStatus, before]).toEqual([
    'CREATE_COMPLETE',
    'AVAILABLE',
    'CREATE_COMPLETE',
  ]);
  expect(Changes.map(({ ResourceChange: it }) => [it?.LogicalResourceId, it?.Replacement])).toEqual(
    [
      ['Handler', 'False'],
      ['Errors', 'False'],
    ],
  );
  expect(stack).toMatchObject({
    StackStatus: 'UPDATE_COMPLETE',
    Parameters: [{ ParameterKey: 'Size', ParameterValue: '2' }],
  });
  expect(new Set(events.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(
    new Set(['token']),
  );
});

test('a parameter that nobody gives gets its default, whatever the stack has', async () => {
  const { prepare, execute } = shop();
  await prepare();

  const { stack } = await execute(120);

  expect(stack?.Parameters).toEqual([{ ParameterKey: 'Size', ParameterValue: '1' }]);
});

test('a change set that changes nothing has failed', async () => {
  const { prepare } = shop();

  expect(await prepare({ TemplateBody: template('old'), ...keptSize })).toMatchObject({
    Status: 'FAILED',
    StatusReason: expect.stringContaining("didn't contain changes"),
  });
});

test('what fails is taken back, and what was given up beside it failed too', async () => {
  const { prepare, execute, aws } = shop();
  aws.cloudFormation.script(() => ({ fails: { reason: 'no such bucket' } }));
  await prepare(keptSize);

  const { stack, events } = await execute(300);

  expect(stack?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const failed = events.filter(({ ResourceStatus = '' }) =>
    ResourceStatus.endsWith('UPDATE_FAILED'),
  );
  expect(failed.map((it) => [it.LogicalResourceId, it.ResourceStatusReason])).toEqual([
    ['Errors', 'Resource update cancelled'],
    ['Handler', 'no such bucket'],
  ]);
});

test('a rollback that has failed takes no change set, and goes on once somebody asks', async () => {
  const { prepare, execute, aws, client, clock, play } = shop();
  aws.cloudFormation.script(() => ({ fails: { reason: 'no' }, rollbackFails: 'gone' }));
  await prepare(keptSize);
  const { stack } = await execute(300);

  const refused = await play(() =>
    client
      .send(
        new CreateChangeSetCommand({
          StackName,
          ChangeSetName: 'two',
          TemplateBody: template('x'),
        }),
      )
      .catch((error: Error) => error.message),
  );
  await play(async () => {
    await client.send(new ContinueUpdateRollbackCommand({ StackName }));
    await clock.sleep(120);
  });

  expect(stack?.StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  expect(refused).toContain('is in UPDATE_ROLLBACK_FAILED state and can not be updated');
  expect(aws.cloudFormation.find(StackName, home).status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('roles are made only where that was said', async () => {
  const { prepare } = shop();
  const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'shop' } };

  await expect(prepare({ TemplateBody: template('new', { Role }) })).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  });
});
