// Inputs that break AWS's models of them, each refused in its service's own name.

import { ask, authorization, type RawRequest, type Served, served } from './served.ts';

let wire: Served;
beforeAll(async () => {
  wire = await served();
  wire.aws.lambda.register({ account: '111122223333', region: 'us-east-1', name: 'f' });
});
afterAll(() => wire.close());

const json = (target: string, body: object): RawRequest => ({
  headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
const cloudwatch = (operation: string, body: object) =>
  json(`GraniteServiceVersion20100801.${operation}`, body);
const form = (service: string, body: string): RawRequest => ({
  headers: {
    authorization: authorization(service),
    'content-type': 'application/x-www-form-urlencoded',
  },
  body,
});
const rest = (method: string, path: string, body = ''): RawRequest => ({
  method,
  path: `/2015-03-31/functions/${path}`,
  headers: { authorization: authorization('lambda') },
  body,
});

const long = 'x'.repeat(300);

test.each<[string, RawRequest, string, RegExp]>([
  [
    'a member that is missing',
    json('AWSEvents.PutRule', { EventPattern: '{}' }),
    'ValidationException',
    /^1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null$/,
  ],
  [
    'a text that is too long',
    json('AWSEvents.DescribeRule', { Name: long }),
    'ValidationException',
    /Member must have length less than or equal to 64/,
  ],
  [
    'a text of other letters',
    json('AWSEvents.DescribeRule', { Name: 'a b' }),
    'ValidationException',
    /Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern/,
  ],
  [
    'a number that is too small',
    json('AWSEvents.ListRules', { Limit: 0 }),
    'ValidationException',
    /Member must have value greater than or equal to 1/,
  ],
  [
    'two things at once',
    json('AWSEvents.PutTargets', { Targets: [{ Id: '1' }] }),
    'ValidationException',
    /^2 validation errors detected: Value null at 'rule' .*; Value null at 'targets.1.member.arn'/,
  ],
  [
    'a word that is none of a set',
    json('CodeBuild_20161006.ListBuilds', { sortOrder: 'SIDEWAYS' }),
    'InvalidInputException',
    /Member must satisfy enum value set: \[ASCENDING, DESCENDING\]/,
  ],
  [
    'an empty list',
    json('CodeBuild_20161006.BatchGetBuilds', { ids: [] }),
    'InvalidInputException',
    /Value '\[\]' at 'ids' .*length greater than or equal to 1/,
  ],
  [
    'a deployment without an id',
    json('CodeDeploy_20141006.GetDeployment', {}),
    'DeploymentIdRequiredException',
    /deploymentId/,
  ],
  [
    'a list of too many',
    cloudwatch('DescribeAlarms', { AlarmNames: Array(101).fill('a') }),
    'ValidationError',
    /length less than or equal to 100/,
  ],
  [
    'a metric without a name',
    cloudwatch('GetMetricStatistics', { Namespace: 'N', StartTime: 0, EndTime: 60, Period: 60 }),
    'MissingRequiredParameterException',
    /^The parameter MetricName is required\.$/,
  ],
  [
    'a list where a text belongs',
    json('AWSEvents.DescribeRule', { Name: ['a'] }),
    'SerializationException',
    /Expected a String at Name, got a list/,
  ],
  [
    'a text where a number belongs',
    json('AWSEvents.ListRules', { Limit: 'many' }),
    'SerializationException',
    /Expected an Integer at Limit/,
  ],
])('%s is refused in JSON', async (_, asked, name, text) => {
  const answer = await ask(wire.port, asked);

  const body = JSON.parse(answer.text);
  expect([answer.status, body.__type]).toEqual([400, name]);
  expect(body.message).toMatch(text);
});

test.each([
  ['a session too short', 'DurationSeconds=60', /greater than or equal to 900/],
  ['a session too long', 'DurationSeconds=43201', /less than or equal to 43200/],
  ['a name with a space', 'RoleSessionName=a%20b', /roleSessionName/],
  ['an external id of one letter', 'ExternalId=x', /externalId/],
  [
    'more than 50 tags',
    Array.from(
      { length: 51 },
      (_, index) => `Tags.member.${index + 1}.Key=k${index}&Tags.member.${index + 1}.Value=v`,
    ).join('&'),
    /tags/,
  ],
])('%s is refused in Query', async (_, more, text) => {
  const usual = 'Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::333344445555:role/r';
  const name = more.startsWith('RoleSessionName') ? '' : '&RoleSessionName=me';

  const answer = await ask(wire.port, form('sts', `${usual}${name}&${more}`));

  expect(answer.status).toBe(400);
  expect(answer.text).toContain('<Code>ValidationError</Code>');
  expect(answer.text).toMatch(text);
});

test.each([
  ['an alias that is a number', rest('GET', 'f/aliases/12'), /'name'/],
  ['a function’s name with a space', rest('GET', 'a%20b'), /'functionName'/],
  ['more items than there can be', rest('GET', 'f/versions?MaxItems=10001'), /'maxItems'/],
  [
    'a weight above one',
    rest('PUT', 'f/aliases/live', '{"RoutingConfig":{"AdditionalVersionWeights":{"2":1.5}}}'),
    /less than or equal to 1/,
  ],
])('%s is refused in REST', async (_, asked, text) => {
  const answer = await ask(wire.port, asked);

  expect(answer.status).toBe(400);
  expect(answer.headers['x-amzn-errortype']).toBe('ValidationException');
  expect(JSON.parse(answer.text).message).toMatch(text);
});

test('what a model does not know is dropped, and an empty list of Query is a list', async () => {
  const put = 'Action=PutMetricData&Namespace=N&MetricData.member.1.MetricName=M';

  const answer = await ask(
    wire.port,
    form('monitoring', `${put}&MetricData.member.1.Value=1&MetricData.member.1.Dimensions=&Nope=1`),
  );

  expect(answer.status).toBe(200);
});
