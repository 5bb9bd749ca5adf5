// What packaging leaves out of the SDK: an error of AWS is told in a bundle as it is told in the sources.

import { build } from 'esbuild';
import plugins from '../../deploy/esbuild-plugins.js';

/** A service of each protocol, an operation, and how it refuses. */
const REFUSALS = [
  ['codecommit', 'CodeCommitClient', 'GetCommitCommand', json('CommitIdDoesNotExistException')],
  ['dynamodb', 'DynamoDBClient', 'GetItemCommand', json('ProvisionedThroughputExceededException')],
  [
    'codedeploy',
    'CodeDeployClient',
    'GetDeploymentCommand',
    json('DeploymentDoesNotExistException'),
  ],
  ['sfn', 'SFNClient', 'SendTaskSuccessCommand', json('TaskTimedOut')],
  ['lambda', 'LambdaClient', 'GetAliasCommand', rest('ResourceNotFoundException')],
  ['xray', 'XRayClient', 'GetServiceGraphCommand', rest('ThrottledException', 429)],
  ['s3', 'S3Client', 'HeadObjectCommand', xml('<Error><Code>NoSuchKey</Code></Error>', 404)],
  [
    'sts',
    'STSClient',
    'AssumeRoleCommand',
    xml(
      '<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>m</Message></Error></ErrorResponse>',
    ),
  ],
] as const;

interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

function json(name: string): Answer {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws#${name}`, message: 'no' }));
  return { statusCode: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}

function rest(name: string, statusCode = 404): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': name };
  return { statusCode, headers, body: Buffer.from(JSON.stringify({ Message: 'no' })) };
}

function xml(text: string, statusCode = 403): Answer {
  return { statusCode, headers: { 'content-type': 'text/xml' }, body: Buffer.from(text) };
}

type Sdk = Readonly<
  Record<string, new (given: object) => { send(command: object): Promise<unknown> }>
>;

const input = {
  ...{
    repositoryName: 'r',
    commitId: 'c',
    TableName: 't',
    Key: {},
    deploymentId: 'd',
    Bucket: 'b',
  },
  ...{
    taskToken: 't',
    output: '{}',
    FunctionName: 'f',
    Name: 'n',
    RoleArn: 'a',
    RoleSessionName: 's',
  },
};

/** As ours, which every client is made with: the SDK's own is left out of bundles. */
const once = {
  mode: 'standard',
  maxAttempts: async () => 1,
  acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
  refreshRetryTokenForRetry: async () => {
    throw new Error('Expected attempts left, got none.');
  },
  recordSuccess: () => {},
};

async function refused(
  sdk: Sdk,
  client: string,
  command: string,
  answer: Answer,
): Promise<unknown> {
  const configuration = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    retryStrategy: once,
    requestHandler: { handle: async () => ({ response: { ...answer } }) },
  };
  const asked = {
    ...input,
    StartTime: new Date(0),
    EndTime: new Date(0),
    ...(client === 'S3Client' && { Key: 'k' }),
  };
  const thrown = await new sdk[client]!(configuration)
    .send(new sdk[command]!(asked))
    .catch((error: unknown) => error);
  const { name, message, $metadata } = thrown as Error & { $metadata: { httpStatusCode: number } };
  return { name, message, status: $metadata.httpStatusCode };
}

test.each(REFUSALS)('a refusal of %s is told alike', async (service, client, command, answer) => {
  const contents = `export { ${client}, ${command} } from '@aws-sdk/client-${service}';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins,
  });
  const module = { exports: {} };
  const { createRequire } = await import('node:module');
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );

  const bundled = await refused(module.exports, client, command, answer);

  const whole = (await import(`@aws-sdk/client-${service}`)) as Sdk;
  expect(bundled).toEqual(await refused(whole, client, command, answer));
  expect((bundled as Error).name).not.toBe('Error');
});
