// What the SDK's clients are asked in the test that holds both transports together:
// what is there, what is not, and what is refused.

import { ListServiceLevelObjectivesCommand } from '@aws-sdk/client-application-signals';
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { CreateTableCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand, PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  GetFunctionCommand,
  InvokeCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetServiceGraphCommand } from '@aws-sdk/client-xray';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { now } from './played.ts';

const TableName = 'tried';
const from = new Date(now.getTime() - 3_600_505);

const documents = [
  new PutCommand({ TableName, Item: { pk: 'a', sk: '1', bytes: new Uint8Array([0, 255, 7]) } }),
  new PutCommand({
    TableName,
    Item: { pk: 'a', sk: '2', absent: undefined, nested: { list: [1, null, 'x', [true]] } },
  }),
  new PutCommand({
    TableName,
    Item: { pk: 'a', sk: '3', numbers: [0, -1.5, 1e-9, 123456789012], texts: new Set(['x', 'y']) },
  }),
  new GetCommand({ TableName, Key: { pk: 'a', sk: '1' }, ConsistentRead: true }),
  new GetCommand({ TableName, Key: { pk: 'a', sk: '3' } }),
  new GetCommand({ TableName, Key: { pk: 'none', sk: '' } }),
  new GetCommand({ TableName, Key: { pk: 'none', sk: 'none' } }),
  new GetCommand({ TableName: 'other', Key: { pk: 'a', sk: '1' } }),
  new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': 'a' },
    Limit: 2,
  }),
  new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :a AND :b',
    ExpressionAttributeValues: { ':pk': 'a', ':a': '2', ':b': '3' },
    ScanIndexForward: false,
    ExclusiveStartKey: { pk: 'a', sk: '3' },
  }),
  new QueryCommand({ TableName, KeyConditionExpression: 'broken' }),
  new PutCommand({
    TableName,
    Item: { pk: 'a', sk: '1' },
    ConditionExpression: 'attribute_not_exists(pk)',
  }),
  new DeleteCommand({ TableName, Key: { pk: 'a', sk: '2' }, ReturnValues: 'ALL_OLD' }),
];

const machine = JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Succeed' } } });
const roleArn = 'arn:aws:iam::111122223333:role/machine';
const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:tried';
const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:tried:one';

const metric = { Namespace: 'Tried', MetricName: 'Requests' };

/** In their order, by the client that sends them. */
export const sent: readonly (readonly [client: string, commands: readonly object[]])[] = [
  [
    'DynamoDB',
    [
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
      new DescribeTableCommand({ TableName }),
      new PutItemCommand({
        TableName,
        Item: { pk: { S: 'b' }, sk: { S: '1' }, bytes: { B: new Uint8Array([1, 2]) } },
      }),
    ],
  ],
  ['documents', documents],
  [
    'CloudWatch',
    [
      new PutMetricDataCommand({
        Namespace: 'Tried',
        MetricData: [{ MetricName: 'Requests', Value: 3, Timestamp: from }],
      }),
      new GetMetricDataCommand({
        StartTime: from,
        EndTime: now,
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }],
      }),
      new GetMetricDataCommand({ StartTime: now, EndTime: from, MetricDataQueries: [] }),
      new PutMetricDataCommand({ Namespace: '', MetricData: [] }),
      new PutMetricAlarmCommand({
        AlarmName: 'tried',
        ...metric,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
      new PutMetricAlarmCommand({
        AlarmName: 'broken',
        EvaluationPeriods: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
      new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'tried' }),
      new DescribeAlarmsCommand({ AlarmNames: ['tried', 'none'] }),
      new DescribeAlarmHistoryCommand({ AlarmName: 'tried', StartDate: from, EndDate: now }),
    ],
  ],
  [
    'CodeBuild',
    [
      new StartBuildCommand({ projectName: 'tried' }),
      new StartBuildCommand({ projectName: 'none' }),
      new ListBuildsForProjectCommand({ projectName: 'tried' }),
      new BatchGetBuildsCommand({ ids: ['tried:none'] }),
    ],
  ],
  [
    'CodeDeploy',
    [
      new GetDeploymentCommand({ deploymentId: 'd-ABCDEFGHI' }),
      new GetDeploymentCommand({ deploymentId: undefined }),
      new ListDeploymentsCommand({
        applicationName: 'none',
        createTimeRange: { start: from, end: now },
      }),
    ],
  ],
  [
    'Lambda',
    [
      new GetFunctionCommand({ FunctionName: 'none' }),
      new ListFunctionsCommand({}),
      new InvokeCommand({ FunctionName: 'echo', Payload: new TextEncoder().encode('{"a":[1]}') }),
      new InvokeCommand({ FunctionName: 'fails' }),
      new UpdateFunctionCodeCommand({
        FunctionName: 'echo',
        ZipFile: new Uint8Array([80, 75, 0, 255]),
        Publish: true,
      }),
    ],
  ],
  [
    'StepFunctions',
    [
      new CreateStateMachineCommand({ name: 'tried', definition: machine, roleArn }),
      new CreateStateMachineCommand({ name: 'broken', definition: '{}', roleArn }),
      new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{}' }),
      new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"other":1}' }),
      new DescribeExecutionCommand({ executionArn }),
      new DescribeExecutionCommand({ executionArn: `${executionArn}-none` }),
      new ListExecutionsCommand({ stateMachineArn }),
    ],
  ],
  [
    'EventBridge',
    [
      new PutRuleCommand({ Name: 'tried', EventPattern: '{"source":["tried"]}' }),
      new PutRuleCommand({ Name: 'broken', EventPattern: '[' }),
      new ListRulesCommand({}),
      new PutEventsCommand({
        Entries: [{ Source: 'tried', DetailType: 'Tried', Detail: '{}', Time: now }],
      }),
    ],
  ],
  [
    'STS',
    [
      new GetCallerIdentityCommand({}),
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::222233334444:role/member',
        RoleSessionName: 'tried',
      }),
      new AssumeRoleCommand({ RoleArn: 'no role', RoleSessionName: '' }),
    ],
  ],
  ['XRay', [new GetServiceGraphCommand({ StartTime: from, EndTime: now })]],
  [
    'ApplicationSignals',
    [
      new ListServiceLevelObjectivesCommand({}),
      new ListServiceLevelObjectivesCommand({ MaxResults: 1000 }),
    ],
  ],
  ['S3', [new GetObjectCommand({ Bucket: 'none', Key: 'none' })]],
];
