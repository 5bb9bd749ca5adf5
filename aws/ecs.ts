// ECS: reads services and their deployments, and holds, releases or stops one. Starting one is another file's.

import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { type Definition, definitionOf, markOf } from './ecs-definitions.ts';
import { type ListedRun, listDeployments, MISSING, type Wanted } from './ecs-deployments.ts';
import { arnOf, foundIn, runOf, type ServiceFound, type ServiceRun } from './ecs-forms.ts';
import { hasOurPauses, withoutPauses } from './ecs-pauses.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'ecs'>;

export interface Containers {
  /** Undefined where there is no such service, or no such cluster. */
  service(target: Target): Promise<ServiceFound | undefined>;
  /** The deployments of a service that were begun since a time, or that are under way, the newest first. */
  deployments(target: Target, wanted: Wanted): Promise<ListedRun[]>;
  deployment(target: Target, id: string): Promise<ServiceRun>;
  /** Who is said to have registered a task definition: ours bear the mark of what they were registered for. */
  markOf(target: Target, definition: string): Promise<string>;
  /** Undefined where it was deleted. */
  definition(target: Target, definition: string): Promise<Definition | undefined>;
  /** Asks for what went before, which takes its time; resolves also where it has ended, or goes back already. */
  goBack(target: Target, id: string): Promise<void>;
  /**
   * Takes the pauses of Tidegate out of a service, so that nobody else's deployment is held; what is under
   * way has its own.
   */
  takePausesOut(target: Target): Promise<void>;
  /** Lets a deployment go on that is held; resolves also where that very hold is over already. */
  goOn(target: Target, id: string, hold: string): Promise<void>;
}

export function ecs(access: MemberAccess): Containers {
  const reading = (target: Target) => access.client(ECSClient, target);
  return {
    service: async (target) => service(await reading(target), target),
    deployments: async (target, wanted) => listDeployments(await reading(target), target, wanted),
    deployment: async (target, id) => deployment(await reading(target), target, id),
    markOf: (target, definition) => markOf(access, target, definition),
    definition: (target, definition) => definitionOf(access, target, definition),
    goBack: async (target, id) =>
      goBack(await access.client(ECSClient, target, { to: 'stop' }), target, id),
    takePausesOut: (target) => takePausesOut(access, target),
    goOn: async (target, id, hold) =>
      goOn(await access.client(ECSClient, target, { to: 'stop' }), target, id, hold),
  };
}

async function service(client: ECSClient, target: Target): Promise<ServiceFound | undefined> {
  const { cluster, service: name } = target.ecs;
  const command = new DescribeServicesCommand({ cluster, services: [name] });
  const what = `reading service ${name} of cluster ${cluster}`;
  const sent = client.send(command).catch((cause: unknown) => {
    if (MISSING.includes(nameOf(cause))) return undefined;
    throw cause;
  });
  const [found] = (await translated(what, sent))?.services ?? [];
  return found?.status === 'ACTIVE' ? foundIn(what, found) : undefined;
}

async function deployment(client: ECSClient, target: Target, id: string): Promise<ServiceRun> {
  const what = `reading deployment ${id} of service ${target.ecs.service}`;
  const command = new DescribeServiceDeploymentsCommand({
    serviceDeploymentArns: [arnOf(target, id)],
  });
  const [found] = (await translated(what, client.send(command))).serviceDeployments ?? [];
  if (found === undefined)
    throw new Failure(
      'Missing',
      `expected service ${target.ecs.service} to have had deployment ${id}, got none`,
    );
  return runOf(what, id, found);
}

async function goBack(client: ECSClient, target: Target, id: string): Promise<void> {
  const { isOver } = await whereIs(client, target, id);
  if (isOver) return;
  const command = new StopServiceDeploymentCommand({
    serviceDeploymentArn: arnOf(target, id),
    stopType: 'ROLLBACK',
  });
  await unlessOver(client, target, id, client.send(command));
}

async function goOn(client: ECSClient, target: Target, id: string, hold: string): Promise<void> {
  const command = new ContinueServiceDeploymentCommand({
    serviceDeploymentArn: arnOf(target, id),
    hookId: hold,
    action: 'CONTINUE',
  });
  try {
    await client.send(command);
  } catch (cause) {
    const { hold: now } = await deployment(client, target, id);
    if (now === undefined || now.id !== hold) return;
    await translated(`letting deployment ${id} go on`, Promise.reject(cause));
  }
}

async function whereIs(client: ECSClient, target: Target, id: string) {
  const { state, isGoingBack } = await deployment(client, target, id);
  return { isOver: state !== 'running' || isGoingBack };
}

/** Of two that stop it, the later is refused: what counts is that it goes back. */
async function unlessOver(
  client: ECSClient,
  target: Target,
  id: string,
  call: Promise<unknown>,
): Promise<void> {
  try {
    await call;
  } catch (cause) {
    if ((await whereIs(client, target, id)).isOver) return;
    await translated(`stopping deployment ${id}`, Promise.reject(cause));
  }
}

/** A change of this alone begins no deployment. */
async function takePausesOut(access: MemberAccess, target: Target): Promise<void> {
  const found = await service(await access.client(ECSClient, target), target);
  if (found === undefined || !hasOurPauses(found.configuration)) return;
  const { cluster, service: name } = target.ecs;
  const command = new UpdateServiceCommand({
    cluster,
    service: name,
    deploymentConfiguration: withoutPauses(found.configuration),
  });
  const client = await access.client(ECSClient, target, { to: 'stop' });
  await translated(`taking Tidegate’s pauses out of service ${name}`, client.send(command));
}
