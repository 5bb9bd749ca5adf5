import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import {
  CodeDeployClient,
  GetDeploymentCommand,
  ListApplicationsCommand,
} from '@aws-sdk/client-codedeploy';
import {
  DescribeTableCommand,
  DynamoDBClient,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, ListFunctionsCommand, ListLayersCommand } from '@aws-sdk/client-lambda';
import {
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { EmbeddedAws, SdkConfig } from '../../embedded-aws.ts';
import type { CallFault } from '../../transport/faults.ts';
import { embedded, errorName, home } from '../embedded.ts';

type Send = (config: SdkConfig & { maxAttempts: number }) => Promise<object>;

const calls: [service: string, action: string, resource: string | undefined, send: Send][] = [
  [
    'cloudwatch',
    'cloudwatch:DescribeAlarms',
    '*',
    (config) => new CloudWatchClient(config).send(new DescribeAlarmsCommand({})),
  ],
  [
    'codebuild',
    'codebuild:ListProjects',
    '*',
    (config) => new CodeBuildClient(config).send(new ListProjectsCommand({})),
  ],
  [
    'codedeploy',
    'codedeploy:GetDeployment',
    undefined,
    (config) =>
      new CodeDeployClient(config).send(new GetDeploymentCommand({ deploymentId: 'd-000000000' })),
  ],
  [
    'dynamodb',
    'dynamodb:DescribeTable',
    'arn:aws:dynamodb:us-east-1:111122223333:table/things',
    (config) => new DynamoDBClient(config).send(new DescribeTableCommand({ TableName: 'things' })),
  ],
  [
    'events',
    'events:ListRules',
    '*',
    (config) => new EventBridgeClient(config).send(new ListRulesCommand({})),
  ],
  [
    'lambda',
    'lambda:ListFunctions',
    '*',
    (config) => new LambdaClient(config).send(new ListFunctionsCommand({})),
  ],
  [
    's3',
    's3:ListBucket',
    'arn:aws:s3:::artifacts',
    (config) => new S3Client(config).send(new HeadBucketCommand({ Bucket: 'artifacts' })),
  ],
  [
    'states',
    'states:ListStateMachines',
    '*',
    (config) => new SFNClient(config).send(new ListStateMachinesCommand({})),
  ],
  [
    'sts',
    'sts:GetCallerIdentity',
    '*',
    (config) => new STSClient(config).send(new GetCallerIdentityCommand({})),
  ],
];

const once = (aws: EmbeddedAws, functionName?: string) => ({
  ...aws.sdkConfig(functionName ? { functionName } : {}),
  maxAttempts: 1,
});

test.each(calls)(
  '%s: a function may do what its role allows, asked as %s on %s',
  async (service, action, resource, send) => {
    const asked: unknown[] = [];
    const { aws, play } = embedded({
      allows: (name, action, resource) => {
        asked.push([name, action, resource]);
        return false;
      },
    });

    const name = await play(() => errorName(send(once(aws, 'Sweep'))));

    // A HEAD is refused without a body, so the client only knows the status.
    expect(name).toMatch(service === 's3' ? /Forbidden|403|AccessDenied|Unknown/ : /^AccessDenied/);
    expect(asked).toEqual([['Sweep', action, resource]]);
  },
);

test.each(calls)('%s: throttling is an error that clients retry', async (service, _, __, send) => {
  const { aws, play } = embedded({ faults: { beforeCall: () => ({ throttle: true }) } });

  const error = await play(() =>
    send(once(aws)).then(
      String,
      (caught: { name: string; $retryable?: object; $metadata: { httpStatusCode: number } }) =>
        caught,
    ),
  );

  const { name, $metadata } = error as Exclude<typeof error, string>;
  const retried = /Throttl|TooManyRequests|SlowDown/.test(name) || $metadata.httpStatusCode === 503;
  expect(retried).toBe(true);
  expect(aws.statistics().apiCalls).toEqual({ [service]: 1 });
});

test('a call may take effect and fail all the same', async () => {
  const { aws, play } = embedded({ faults: { beforeCall: () => ({ errorAfterEffect: true }) } });
  aws.s3.objects.create('artifacts', home.account, home.region);
  const put = new PutObjectCommand({
    Bucket: 'artifacts',
    Key: 'k',
    Body: Buffer.from('x'),
    ContentLength: 1,
  });

  const status = await play(() =>
    new S3Client(once(aws))
      .send(put)
      .catch(
        ({ $metadata }: { $metadata: { httpStatusCode: number } }) => $metadata.httpStatusCode,
      ),
  );

  expect(status).toBe(500);
  expect(aws.s3.objects.read('artifacts', 'k').body).toHaveLength(1);
});

test.each<['before' | 'after', number]>([
  ['before', 0],
  ['after', 1],
])('a function may die %s its call takes effect, and does nothing more', async (dies, effects) => {
  const made: string[] = [];
  let fault: CallFault | undefined = { dies };
  const { aws, drive } = embedded({
    faults: {
      beforeCall: ({ operation, functionName }) => {
        if (operation !== 'PutObject' || functionName !== 'Writer') return undefined;
        const present = fault;
        fault = undefined;
        return present;
      },
    },
  });
  aws.s3.objects.create('artifacts', home.account, home.region);
  const s3 = new S3Client(once(aws, 'Writer'));
  const put = (Key: string) =>
    s3.send(
      new PutObjectCommand({ Bucket: 'artifacts', Key, Body: Buffer.from('x'), ContentLength: 1 }),
    );
  const handler = async () => {
    await Promise.all([put('one'), put('one')]).finally(() => made.push('went on'));
    await put('two');
  };
  aws.lambda.register({ ...home, name: 'writer', handler });

  const result = await drive(() => aws.invoke('writer', {}));

  expect(result).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
  expect(aws.s3.objects.bucket('artifacts').objects.get('one') ?? []).toHaveLength(effects);
  expect(made).toEqual([]);
  expect(await drive(() => aws.invoke('writer', {}))).toMatchObject({ payload: null });
});

test.each<[string, Send]>([
  [
    'an operation',
    (config) =>
      new DynamoDBClient(config).send(new TransactWriteItemsCommand({ TransactItems: [] })),
  ],
  ['a path', (config) => new LambdaClient(config).send(new ListLayersCommand({}))],
])('%s that is not simulated is an unknown operation', async (_, send) => {
  const { aws, play } = embedded();

  expect(await play(() => errorName(send(once(aws))))).toBe('UnknownOperationException');
});

test('one region does not see the other', async () => {
  const { aws, play } = embedded();
  aws.codeDeploy.addGroup({ ...home, application: 'checkout', name: 'prod', platform: 'Server' });
  const list = (region: string) =>
    new CodeDeployClient(aws.sdkConfig({ region })).send(new ListApplicationsCommand({}));

  const [here, there] = await play(async () => [await list('us-east-1'), await list('eu-west-1')]);

  expect([here!.applications, there!.applications]).toEqual([['checkout'], []]);
});

test('parked calls are released in an order that the seed decides', async () => {
  const orderOf = async (seed: number) => {
    const order: string[] = [];
    const { aws, play } = embedded(
      {
        faults: {
          beforeCall: ({ input }) => {
            order.push((input as { deploymentId: string }).deploymentId.slice(-1));
            return undefined;
          },
        },
      },
      seed,
    );
    const client = new CodeDeployClient(once(aws));
    const get = (number: number) =>
      client
        .send(new GetDeploymentCommand({ deploymentId: `d-00000000${number}` }))
        .catch(() => {});
    await play(() => Promise.all([1, 2, 3, 4, 5, 6].map(get)));
    return order.join('');
  };

  const [first, again, other] = [await orderOf(7), await orderOf(7), await orderOf(8)];

  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a bucket list survives its way through XML', async () => {
  const { aws, play } = embedded();
  for (const name of ['one', 'two']) aws.s3.objects.create(name, home.account, home.region);

  const { Buckets } = await play(() =>
    new S3Client(aws.sdkConfig()).send(new ListBucketsCommand({})),
  );

  expect(Buckets!.map(({ Name }) => Name)).toEqual(['one', 'two']);
});
