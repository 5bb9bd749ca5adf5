// Deploys Tidegate to the embedded AWS: the table, the functions with the shipped handlers, the machines, the rules.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EmbeddedAws, TransportKind } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import type { Clock } from '../../core/clock.ts';
import { type Count, type Log, type Ports, portsFor } from '../../flows/ports.ts';
import type { Deployable } from '../../functions/task.ts';
import { isBundled, repositoryRoot } from './root.ts';
import type { Stack, StackFunction } from './serverless-file.ts';

export interface Home {
  readonly account: string;
  readonly region: string;
}

export interface Deployment {
  readonly stack: Stack;
  /** The ports of a person in the home account, for the command line. */
  readonly ports: Ports;
  portsFor(functionName: string | undefined): Ports;
}

export interface DeployOptions {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly stack: Stack;
  readonly home: Home;
  readonly log: Log;
  readonly count: Count;
  /** The clock that a function has, where it is another than AWS's own. */
  readonly clockOf?: ((functionName: string) => Clock) | undefined;
  readonly transport: TransportKind;
}

export async function deployStack(options: DeployOptions): Promise<Deployment> {
  const { aws, clock, stack, home, log, count, clockOf, transport } = options;
  const ports = (functionName?: string) =>
    portsFor({
      sdk: {
        ...aws.sdkConfig(functionName === undefined ? {} : { functionName }),
        signerFor,
        standIn: aws.standIn(transport),
        home,
      },
      clock: functionName === undefined ? clock : (clockOf?.(functionName) ?? clock),
      log,
      count,
      tableName: stack.tableName,
      releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE,
      memberRole: stack.environment.TIDEGATE_MEMBER_ROLE,
    });
  await createTable(options);
  for (const { name, MessageRetentionPeriod } of stack.queues) {
    const Attributes = { MessageRetentionPeriod: String(MessageRetentionPeriod) };
    await call(options, 'sqs', 'CreateQueue', { QueueName: name, Attributes });
  }
  for (const entry of stack.functions) await deployFunction(options, entry, ports(entry.name));
  aws.httpApis.register({
    ...home,
    id: 'tidegate',
    routes: stack.functions.flatMap(({ arn, routes }) =>
      routes.map((route) => ({ ...route, functionArn: arn })),
    ),
  });
  for (const machine of stack.machines) {
    await call(options, 'states', 'CreateStateMachine', {
      name: machine.name,
      definition: machine.definition,
      roleArn: `arn:aws:iam::${home.account}:role/${machine.name}`,
      type: 'STANDARD',
    });
  }
  return { stack, ports: ports(), portsFor: ports };
}

/** Deploying is not part of the run: it bypasses the parking, so that no seed is drawn from. */
async function call(
  { aws, home }: DeployOptions,
  service: string,
  operation: string,
  input: unknown,
) {
  await aws.operate(service, operation, input, home);
}

async function createTable(options: DeployOptions): Promise<void> {
  await call(options, 'dynamodb', 'CreateTable', {
    TableName: options.stack.tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
}

async function deployFunction(
  { aws, home }: DeployOptions,
  entry: StackFunction,
  ports: Ports,
): Promise<void> {
  const deployable = await handlerOf(entry);
  aws.lambda.register({
    ...home,
    name: entry.arn.replace(/^.*:/, ''),
    handler: deployable.on(ports),
    timeoutSeconds: entry.timeoutSeconds,
    memoryMegabytes: entry.memoryMegabytes,
    ...(entry.onFailure && { onFailure: { queueArn: entry.onFailure, role: entry.name } }),
  });
  for (const [index, rule] of entry.rules.entries()) {
    const { maximumEventAge, maximumRetryAttempts } = rule.retryPolicy;
    const retryPolicy = { maximumEventAgeInSeconds: maximumEventAge, maximumRetryAttempts };
    const target = {
      id: entry.name,
      arn: entry.arn,
      retryPolicy,
      deadLetterArn: rule.deadLetterQueueArn,
    };
    aws.events.putRule({
      ...home,
      name: `${entry.name}-${index}`,
      pattern: rule.pattern,
      targets: [target],
    });
  }
  for (const [index, schedule] of entry.schedules.entries()) {
    const target = { id: entry.name, arn: entry.arn };
    aws.events.putRule({
      ...home,
      name: `${entry.name}-schedule-${index}`,
      schedule,
      targets: [target],
    });
  }
}

/** The shipped file; its export bears the state's name, in camel case. */
async function handlerOf({ name, file }: StackFunction): Promise<Deployable> {
  const path = isBundled ? join('dist', `${file}.js`) : `${file}.ts`;
  const module = (await import(pathToFileURL(join(repositoryRoot, path)).href)) as Record<
    string,
    Deployable | undefined
  >;
  const deployable = module[name.charAt(0).toLowerCase() + name.slice(1)];
  if (deployable === undefined)
    throw new Error(`Expected ${file}.ts to export the function ${name}, got none.`);
  return deployable;
}
