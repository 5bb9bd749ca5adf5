// What a request means and does not name is asked of its role too: a token's machine, a deployment's group.

import { embedded, home } from '../embedded.ts';

type Question = readonly [action: string, resource: string | undefined];

/** Asks an operation as a function, and answers what its role was asked. */
async function asking(
  prepare: (aws: ReturnType<typeof embedded>['aws']) => Promise<Record<string, unknown>>,
  service: string,
  operation: string,
): Promise<Question[]> {
  const asked: Question[] = [];
  const { aws, play } = embedded({
    allows: (_, action, resource) => {
      asked.push([action, resource]);
      return true;
    },
  });
  await play(async () => {
    const input = await prepare(aws);
    await aws.callService(service, operation, input, { functionName: 'Asks' });
  });
  return asked;
}

test('an answer to a task is asked on the machine that waits for it', async () => {
  const asked = await asking(
    async (aws) => {
      let token = '';
      const handler = async (event: unknown) => {
        token = (event as { token: string }).token;
      };
      aws.lambda.register({ ...home, name: 'told', handler });
      const definition = JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
            Arguments: {
              FunctionName: 'told',
              Payload: { token: '{% $states.context.Task.Token %}' },
            },
            End: true,
          },
        },
      });
      const roleArn = `arn:aws:iam::${home.account}:role/any`;
      const input = { name: 'asks', definition, roleArn };
      const made = (await aws.operate('states', 'CreateStateMachine', input)) as {
        stateMachineArn: string;
      };
      await aws.callService('states', 'StartExecution', { stateMachineArn: made.stateMachineArn });
      while (token === '') await aws.callService('states', 'ListActivities', {}).catch(() => {});
      return { taskToken: token, output: '{}' };
    },
    'states',
    'SendTaskSuccess',
  );

  expect(asked).toEqual([
    ['states:SendTaskSuccess', `arn:aws:states:us-east-1:${home.account}:stateMachine:asks`],
  ]);
});

test('a deployment is asked for on its group, and making one asks for more', async () => {
  const arn = `arn:aws:codedeploy:us-east-1:${home.account}`;
  const group = { applicationName: 'shop', deploymentGroupName: 'live' };
  const revision = {
    revisionType: 'S3',
    s3Location: { bucket: 'artifacts', key: 'shop.zip', bundleType: 'zip' },
  };
  const prepared = async (aws: ReturnType<typeof embedded>['aws']) => {
    aws.s3.objects.create('artifacts', home.account, home.region);
    aws.s3.objects.put('artifacts', 'shop.zip', { body: 'x' });
    const made = { application: 'shop', name: 'live', platform: 'Server', instances: ['i-1'] };
    aws.codeDeploy.addGroup({ ...home, ...made, platform: 'Server' });
    return { ...group, revision };
  };

  const read = await asking(
    async (aws) => {
      const input = await prepared(aws);
      return (await aws.operate('codedeploy', 'CreateDeployment', input)) as {
        deploymentId: string;
      };
    },
    'codedeploy',
    'GetDeployment',
  );
  const making = await asking(prepared, 'codedeploy', 'CreateDeployment');

  expect(read).toEqual([['codedeploy:GetDeployment', `${arn}:deploymentgroup:shop/live`]]);
  expect(making).toEqual([
    ['codedeploy:CreateDeployment', `${arn}:deploymentgroup:shop/live`],
    ['codedeploy:RegisterApplicationRevision', `${arn}:application:shop`],
    ['codedeploy:GetApplicationRevision', `${arn}:application:shop`],
  ]);
});
