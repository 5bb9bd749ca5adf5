import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { CodeDeployClient, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { errorName, home } from '../embedded.ts';
import { ask, authorization, type Served, served } from './served.ts';

let wire: Served;
beforeEach(async () => {
  wire = await served({ places: [home, { account: '333344445555', region: 'eu-west-1' }] });
});
afterEach(() => wire.close());

const dialects: readonly [string, Partial<CloudWatchClientConfig>][] = [
  ['JSON', {}],
  ['Query', { protocol: AwsQueryProtocol }],
  ['CBOR', { protocol: SmithyRpcV2CborProtocol }],
];

const alarmOf = (AlarmName: string) => ({
  AlarmName,
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum' as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold' as const,
});

test.each(dialects)('an alarm is put, set and read in %s', async (_, dialect) => {
  const client = new CloudWatchClient({ ...wire.config, ...dialect });
  await client.send(new PutMetricAlarmCommand(alarmOf('5xx')));

  await client.send(
    new SetAlarmStateCommand({ AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'by hand' }),
  );

  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms).toMatchObject([{ AlarmName: '5xx', StateValue: 'ALARM', Threshold: 5 }]);
});

test('a person finds an alarm in whatever account and region it is', async () => {
  const far = { ...wire.config, region: 'eu-west-1' };
  const theirs = new CloudWatchClient({
    ...far,
    credentials: { accessKeyId: '333344445555', secretAccessKey: 'any' },
  });
  await theirs.send(new PutMetricAlarmCommand(alarmOf('prod')));

  await new CloudWatchClient(wire.config).send(
    new SetAlarmStateCommand({ AlarmName: 'prod', StateValue: 'ALARM', StateReason: 'by hand' }),
  );

  const { MetricAlarms } = await theirs.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms![0]).toMatchObject({
    StateValue: 'ALARM',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:333344445555:alarm:prod',
  });
});

test('STS speaks Query, and its keys are those of the role', async () => {
  const sts = new STSClient(wire.config);
  const RoleArn = 'arn:aws:iam::333344445555:role/member';
  wire.aws.sts.trust({ arn: RoleArn });

  const me = await sts.send(new GetCallerIdentityCommand({}));
  const assumed = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = assumed.Credentials!;
  const other = new STSClient({
    ...wire.config,
    credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! },
  });

  expect(me).toMatchObject({ Account: home.account, Arn: `arn:aws:iam::${home.account}:root` });
  expect(await other.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '333344445555',
  });
});

test('Step Functions speaks JSON 1.0: an execution runs and its history is read', async () => {
  const states = new SFNClient(wire.config);
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Done',
    States: { Done: { Type: 'Succeed', Output: '{% $states.input %}' } },
  });
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({ name: 'm', definition, roleArn: 'arn:aws:iam::1:role/r' }),
  );

  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: '{"a":1}' }),
  );

  const { events } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(await states.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"a":1}',
  });
  expect(events!.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
});

test('CodeBuild, CodeDeploy and EventBridge speak JSON 1.1', async () => {
  wire.aws.codeBuild.addProject({ ...home, name: 'p', source: { type: 'NO_SOURCE' } });
  const entry = { Source: 'me', DetailType: 'hello', Detail: '{}' };

  const { build } = await new CodeBuildClient(wire.config).send(
    new StartBuildCommand({ projectName: 'p' }),
  );
  const { applications } = await new CodeDeployClient(wire.config).send(
    new ListApplicationsCommand({}),
  );
  const put = await new EventBridgeClient(wire.config).send(
    new PutEventsCommand({ Entries: [entry, { ...entry, Detail: 'no' }] }),
  );

  expect(build).toMatchObject({ projectName: 'p', buildStatus: 'IN_PROGRESS' });
  expect(applications).toEqual([]);
  expect(put).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'MalformedDetail' }],
  });
});

test('Lambda speaks REST-JSON: a function answers, and its error is one', async () => {
  wire.aws.lambda.register({
    ...home,
    name: 'greet',
    handler: async (given: unknown) => {
      const event = given as { name?: string };
      if (event.name === undefined) throw new TypeError('no name');
      return `hello ${event.name}`;
    },
  });
  const lambda = new LambdaClient(wire.config);
  const invoke = (Payload: string) =>
    lambda.send(new InvokeCommand({ FunctionName: 'greet', Payload }));

  const [well, badly] = [await invoke('{"name":"Ada"}'), await invoke('{}')];

  expect(well.Payload!.transformToString()).toBe('"hello Ada"');
  expect(badly.FunctionError).toBe('Unhandled');
  expect(JSON.parse(badly.Payload!.transformToString())).toMatchObject({ errorType: 'TypeError' });
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toMatchObject([
    { FunctionName: 'greet' },
  ]);
});

test('S3 speaks REST-XML: put, list, a range, a copy, and removed', async () => {
  const s3 = new S3Client({ ...wire.config, forcePathStyle: true });
  const Key = 'a & b/ü.txt';
  await s3.send(new CreateBucketCommand({ Bucket: 'box' }));
  await s3.send(new PutObjectCommand({ Bucket: 'box', Key, Body: 'hello world' }));
  const CopySource = `box/${encodeURIComponent(Key)}`;
  await s3.send(new CopyObjectCommand({ Bucket: 'box', Key: 'copy', CopySource }));

  const piece = await s3.send(new GetObjectCommand({ Bucket: 'box', Key, Range: 'bytes=6-' }));
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'box' }));
  for (const each of [Key, 'copy'])
    await s3.send(new DeleteObjectCommand({ Bucket: 'box', Key: each }));

  expect(await piece.Body!.transformToString()).toBe('world');
  expect(piece).toMatchObject({ ContentRange: 'bytes 6-10/11', ContentLength: 5 });
  expect(listed.Contents!.map((each) => each.Key)).toEqual([Key, 'copy']);
  expect((await s3.send(new ListObjectsV2Command({ Bucket: 'box' }))).KeyCount).toBe(0);
  const missing = s3.send(new GetObjectCommand({ Bucket: 'box', Key }));
  expect(await errorName(missing)).toBe('NoSuchKey');
});

test.each(['box.localhost', 'box.s3.localhost', 'box.s3.us-east-1.localhost'])(
  'S3 takes the bucket from the host %s',
  async (name) => {
    const host = `${name}:${wire.port}`;
    const headers = { host, authorization: authorization('s3') };
    await ask(wire.port, { method: 'PUT', path: '/', headers });
    await ask(wire.port, { method: 'PUT', path: '/key', headers, body: 'hello' });

    const { text } = await ask(wire.port, { method: 'GET', path: '/key', headers });

    expect(text).toBe('hello');
    expect(wire.aws.s3.objects.read('box', 'key').body).toHaveLength(5);
  },
);

test('DynamoDB speaks JSON 1.0', async () => {
  const dynamodb = new DynamoDBClient(wire.config);
  const TableName = 'table';
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, n: { N: '1' } } }));

  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));

  expect(Item).toEqual({ pk: { S: 'a' }, n: { N: '1' } });
});
