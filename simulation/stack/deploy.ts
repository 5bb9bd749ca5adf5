// Deploys Tidegate to the embedded AWS: the table, the functions with the shipped handlers, the machines, the rules.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TransportKind } from '@tidegate/embedded-aws';
import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import { portsFor } from '../../flows/make-ports.ts';
import type { Ports } from '../../flows/ports.ts';
import type { Deployable, Handler } from '../../functions/task.ts';
import type { PackagedTemplate } from './packaged.ts';
import type { FunctionSurroundings } from './packaged-functions.ts';
import { call, publishMachine } from './publish.ts';
import { isBundled, repositoryRoot } from './root.ts';
import { memberRolesOf, type Stack, type StackFunction } from './stack.ts';

export interface Deployment {
  readonly stack: Stack;
  /** The ports of a person in the home account, for the command line. */
  readonly ports: Ports;
  portsFor(functionName: string | undefined): Ports;
}

export interface DeployOptions extends FunctionSurroundings {
  readonly stack: Stack;
  readonly transport: TransportKind;
  /** Of whose bundles the functions are; of the sources by default. */
  readonly from?: PackagedTemplate | undefined;
  /** Functions that no schedule wakes, since they would find nothing. */
  readonly unwoken?: readonly string[];
}

export async function deployStack(options: DeployOptions): Promise<Deployment> {
  const { aws, clock, stack, home, log, count, clockOf, transport, marks } = options;
  const { measure = () => {} } = options;
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
      measure,
      tableName: stack.tableName,
      releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE,
      deploymentMarks: marks,
      memberRoles: memberRolesOf(stack.environment),
    });
  await call(options, 'dynamodb', 'CreateTable', { TableName: stack.tableName, ...stack.table });
  for (const { name, MessageRetentionPeriod } of stack.queues) {
    const Attributes = { MessageRetentionPeriod: String(MessageRetentionPeriod) };
    await call(options, 'sqs', 'CreateQueue', { QueueName: name, Attributes });
  }
  for (const entry of stack.functions) await deployFunction(options, entry, ports(entry.name));
  registerApi(options);
  const { stackName, outputs } = stack;
  aws.cloudFormation.addStack({ name: stackName, createdAt: clock.now(), outputs }, home);
  for (const machine of stack.machines) {
    await call(options, 'states', 'CreateStateMachine', {
      name: machine.name,
      definition: machine.definition,
      roleArn: machine.roleArn,
      type: 'STANDARD',
    });
    const routingConfiguration = await publishMachine(options, machine);
    if (machine.isLive)
      await call(options, 'states', 'CreateStateMachineAlias', {
        name: 'live',
        routingConfiguration,
      });
  }
  return { stack, ports: ports(), portsFor: ports };
}

function registerApi({ aws, home, stack }: DeployOptions): void {
  if (stack.apiId === undefined) return;
  const routes = stack.functions.flatMap(({ arn, routes }) =>
    routes.map((route) => ({ ...route, functionArn: arn })),
  );
  aws.httpApis.register({ ...home, id: stack.apiId, routes });
}

async function deployFunction(
  options: DeployOptions,
  entry: StackFunction,
  ports: Ports,
): Promise<void> {
  const { aws, home } = options;
  const handler = await handlerOf(options, entry, ports);
  aws.lambda.register({
    ...home,
    name: entry.functionName,
    handler,
    timeoutSeconds: entry.timeoutSeconds,
    memoryMegabytes: entry.memoryMegabytes,
    ...(entry.onFailure && { onFailure: { queueArn: entry.onFailure, role: entry.name } }),
  });
  const schedules = options.unwoken?.includes(entry.name) ? [] : entry.schedules;
  for (const { target, arn: _, ...rule } of [...entry.rules, ...schedules])
    aws.events.putRule({ ...home, ...rule, targets: [target] });
  if (entry.isVersioned)
    await call(options, 'lambda', 'PublishVersion', { FunctionName: entry.functionName });
}

export async function handlerOf(
  options: DeployOptions,
  entry: StackFunction,
  ports: Ports,
): Promise<Handler> {
  const { archiveOf } = options.from ?? {};
  return archiveOf
    ? (await import('./packaged-functions.ts')).packagedHandler(options, entry, { archiveOf })
    : (await deployableOf(entry)).on(ports);
}

/** The shipped file; its export bears the state's name, in camel case. */
async function deployableOf({ name, file }: StackFunction): Promise<Deployable> {
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
