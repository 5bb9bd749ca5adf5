import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { embedded, home } from '../embedded.ts';

const stack = {
  name: 'shop-prod',
  createdAt: new Date('2026-11-23T09:00:00Z'),
  outputs: { Table: 'shop-Table-1ABC' },
};

test('a stack says its outputs, by its name or its ARN, and where it is', async () => {
  const { aws, play } = embedded();
  aws.cloudFormation.addStack(stack, home);
  const client = new CloudFormationClient(aws.sdkConfig());
  const describe = (StackName?: string) =>
    play(() => client.send(new DescribeStacksCommand({ StackName })));

  const { Stacks = [] } = await describe('shop-prod');

  expect(Stacks).toEqual([
    expect.objectContaining({
      StackName: 'shop-prod',
      StackStatus: 'CREATE_COMPLETE',
      CreationTime: stack.createdAt,
      Outputs: [{ OutputKey: 'Table', OutputValue: 'shop-Table-1ABC' }],
    }),
  ]);
  expect((await describe(Stacks[0]?.StackId)).Stacks).toEqual(Stacks);
  expect((await describe()).Stacks).toEqual(Stacks);
});

test('a stack that is not there, or is in another region, does not exist', async () => {
  const { aws, play } = embedded();
  aws.cloudFormation.addStack(stack, home);
  const client = new CloudFormationClient(aws.sdkConfig({ region: 'eu-west-1' }));

  const asked = play(() => client.send(new DescribeStacksCommand({ StackName: 'shop-prod' })));

  await expect(asked).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id shop-prod does not exist',
  });
});
