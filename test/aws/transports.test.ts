// A command is answered alike on both transports: each client of the SDK gets the same values, or the same error.

import { globSync, readFileSync } from 'node:fs';
import { ApplicationSignalsClient } from '@aws-sdk/client-application-signals';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { XRayClient } from '@aws-sdk/client-xray';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { embeddedAws, type TransportKind } from '@tidegate/embedded-aws';
import { virtualClock } from '@tidegate/embedded-aws/clock';
import type { CallFault, FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import { clientOf, configurationFor } from '../../aws/clients.ts';
import { SERVICES } from '../../packages/embedded-aws/transport/direct/services.ts';
import { home, now } from './played.ts';
import { sent } from './sent-commands.ts';

const makers: Readonly<
  Record<string, (configuration: object) => { send(command: never): unknown }>
> = {
  DynamoDB: (configuration) => new DynamoDBClient(configuration),
  documents: (configuration) =>
    DynamoDBDocumentClient.from(new DynamoDBClient(configuration), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  CloudWatch: (configuration) => new CloudWatchClient(configuration),
  CodeBuild: (configuration) => new CodeBuildClient(configuration),
  CodeDeploy: (configuration) => new CodeDeployClient(configuration),
  Lambda: (configuration) => new LambdaClient(configuration),
  StepFunctions: (configuration) => new SFNClient(configuration),
  EventBridge: (configuration) => new EventBridgeClient(configuration),
  STS: (configuration) => new STSClient(configuration),
  XRay: (configuration) => new XRayClient(configuration),
  ApplicationSignals: (configuration) => new ApplicationSignalsClient(configuration),
  S3: (configuration) => new S3Client(configuration),
};

/** What each command came to: its output, or what a caller can tell of its error. */
async function answers(transport: TransportKind) {
  const calls: string[] = [];
  const faultOf = passingFaults();
  const clock = virtualClock({ startAt: now, seed: 1 });
  const aws = embeddedAws({
    clock,
    ...home,
    faults: {
      beforeCall: (call) => {
        calls.push(`${call.service} ${call.operation} at ${clock.millis()}`);
        return faultOf(call);
      },
    },
  });
  const handler = async (event: unknown) => event;
  aws.lambda.register({ ...home, name: 'echo', handler, aliases: ['live'] });
  aws.lambda.register({
    ...home,
    name: 'fails',
    handler: () => Promise.reject(new TypeError('of the function')),
  });
  aws.codeBuild.addProject({ ...home, name: 'tried', source: { type: 'NO_SOURCE' } });
  const settings = { ...aws.sdkConfig(), signerFor, standIn: aws.standIn(transport), home };
  const configuration = configurationFor(settings, clock, home.region);
  const found: unknown[] = [];
  const all = async () => {
    for (const [client, commands] of sent) {
      const sender = clientOf(
        settings,
        configuration,
        () => makers[client]!(configuration) as never,
      ) as { send(command: object): Promise<object> };
      for (const command of commands)
        found.push(await sender.send(command).then(withoutMetadata, tellOf));
    }
  };
  let isOver = false;
  const ended = clock.track(all).finally(() => {
    isOver = true;
  });
  // Alarms are looked at for ever.
  await clock.play(() => isOver);
  await ended;
  return { found, calls };
}

/** Each answers once as one that may pass: the SDK tries again. */
function passingFaults() {
  const faults = new Map<string, CallFault>([
    ['DescribeAlarms', { throttle: true }],
    ['GetItem', { throttle: true }],
    ['DeleteItem', { errorAfterEffect: true }],
    ['ListFunctions', { errorAfterEffect: true }],
    ['ListRules', { throttle: true }],
  ]);
  return ({ operation }: FaultedCall): CallFault | undefined => {
    const fault = faults.get(operation);
    faults.delete(operation);
    return fault;
  };
}

function withoutMetadata(output: object) {
  return { ...output, $metadata: undefined };
}

interface Thrown extends Error {
  readonly $fault?: string;
  readonly $retryable?: object;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function tellOf(thrown: Thrown) {
  const { name, message, $fault, $retryable, $metadata } = thrown;
  const kind = thrown.constructor.name;
  return { error: { kind, name, message, $fault, $retryable, status: $metadata?.httpStatusCode } };
}

test('every command gets the same answer or the same error on both transports, by the same calls', async () => {
  const direct = await answers('direct');
  const wire = await answers('wire');

  expect(direct).toEqual(wire);
  const commands = sent.reduce((sum, [, { length }]) => sum + length, 0);
  expect(direct.found).toHaveLength(commands);
});

/** Its bodies are streams: what is sent to it goes over the wire, in the turn that it has. */
const ON_THE_WIRE = ['client-s3'];

test('every service that the adapters call has a direct way', async () => {
  const sources = globSync('aws/*.ts').map((file) => readFileSync(file, 'utf8'));
  const packages = sources.flatMap((source) =>
    [...source.matchAll(/from '(@aws-sdk\/client-[\w-]+)'/g)].map(([, name = '']) => name),
  );

  const ways = await Promise.all(
    [...new Set(packages)].map(async (name) => [name, await namespaceOf(name)] as const),
  );

  const without = ways.filter(([, namespace]) => SERVICES[namespace] === undefined);
  expect(ways.length).toBeGreaterThan(8);
  expect(without.map(([name]) => name)).toEqual(ON_THE_WIRE.map((name) => `@aws-sdk/${name}`));
});

/** The second part of the schema of an operation. */
async function namespaceOf(client: string): Promise<string> {
  const module = (await import(client)) as Readonly<Record<string, Operation>>;
  const [, Command] = Object.entries(module).find(([name]) => /^\w+Command$/.test(name))!;
  return String(new Command({}).schema[1]);
}

type Operation = new (input: object) => { readonly schema: readonly unknown[] };
