// What ECS says of services and their deployments, in our words.

import type { Service, ServiceDeployment, TaskSet } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { partitionOf } from '../core/partition.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { ourPauseAt } from './ecs-pauses.ts';

/** A service, whoever deploys to it. */
export type ServiceTarget = TargetOf<'ecs'> | TargetOf<'tasks'>;

/** What CodeDeploy has brought a service to: the primary one serves. */
export interface TaskSetFound {
  readonly definition: string;
  readonly isPrimary: boolean;
  /** As many of its tasks run as are to, and they stay. */
  readonly isSteady: boolean;
  /** The deployment of CodeDeploy that made it. */
  readonly deployment?: string;
  /** The one target group that its tasks are in, as CloudWatch names it. */
  readonly targetGroup?: string;
}

/** A service as far as a deployment to it depends on it. */
export interface ServiceFound {
  /** The task definition that it has, or is being brought to: `shop:41`. */
  readonly definition: string;
  /** `ECS`, or who else deploys to it. */
  readonly controller: string;
  readonly isDaemon: boolean;
  readonly desiredCount: number;
  /** Nothing is being brought to it, and all of its tasks are of one task definition. */
  readonly isWhole: boolean;
  /**
   * No more tasks of what is brought to it are started, and nothing takes it back: its circuit breaker knew
   * of none.
   */
  readonly isStalled: boolean;
  readonly balancing: Balancing;
  /** What is brought to it is tried by a listener of its own, in the target group that its traffic then goes to. */
  readonly isTried: boolean;
  /** None where ECS itself deploys to it. */
  readonly taskSets: readonly TaskSetFound[];
  /** Which port of which container its load balancer sends to. */
  readonly port?: { readonly container: string; readonly port: number };
  /** What its events call the deployment that brought a task definition there, by that. */
  readonly calledInEvents: ReadonlyMap<string, string>;
  /** As it is written now, for what is not ours to change in it. */
  readonly configuration: NonNullable<Service['deploymentConfiguration']>;
}

/** What its traffic can be shifted by: `shiftable` where ECS knows of another target group, or has Service Connect. */
export type Balancing = 'none' | 'fixed' | 'shiftable';

export interface ServiceRun {
  readonly id: string;
  readonly state: 'running' | 'Succeeded' | 'Failed' | 'Stopped';
  readonly isGoingBack: boolean;
  readonly createdAt: string;
  readonly error?: string;
  readonly errorCode?: string;
  /** Its circuit breaker has tripped, and it does not go back: yet, or at all. */
  readonly hasTripped?: true;
  /** It waits for Tidegate to let it go on: before its traffic shifts a step, or after all of it has. */
  readonly hold?: { readonly id: string; readonly at: 'before' | 'after' };
}

/** `shop:41` of `arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:41`. */
export function nameOfDefinition(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function definitionArn({ account, region }: Place, name: string): string {
  return `arn:${partitionOf(region)}:ecs:${region}:${account}:task-definition/${name}`;
}

export function idIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Events name a deployment otherwise (`ecs-svc/…`); this is its own name. */
export function arnOf({ account, region, ecs }: TargetOf<'ecs'>, id: string): string {
  const { cluster, service } = ecs;
  return `arn:${partitionOf(region)}:ecs:${region}:${account}:service-deployment/${cluster}/${service}/${id}`;
}

const described = z.object({ taskDefinition: z.string(), desiredCount: z.number() });

export function foundIn(what: string, service: Service): ServiceFound {
  const sets = service.taskSets ?? [];
  const primary = sets.find(({ status }) => status === 'PRIMARY');
  const served = { ...service, ...(primary && { taskDefinition: primary.taskDefinition }) };
  const { taskDefinition, desiredCount } = answerOf(what, described, served);
  const [balancer] = service.loadBalancers?.length
    ? service.loadBalancers
    : (primary?.loadBalancers ?? []);
  const { containerName: container, containerPort: port } = balancer ?? {};
  return {
    taskSets: sets.map(taskSetOf),
    ...(container && port && { port: { container, port } }),
    definition: nameOfDefinition(taskDefinition),
    controller: service.deploymentController?.type ?? 'ECS',
    isDaemon: service.schedulingStrategy === 'DAEMON',
    desiredCount,
    isWhole: (service.deployments ?? []).every(
      ({ status, rolloutState = 'COMPLETED' }) =>
        status === 'PRIMARY' && rolloutState === 'COMPLETED',
    ),
    isStalled: (service.deployments ?? []).some(
      ({ status, rolloutState }) => status === 'PRIMARY' && rolloutState === 'FAILED',
    ),
    balancing: balancingOf(service),
    isTried: (service.loadBalancers ?? []).some(
      ({ advancedConfiguration: it }) => it?.testListenerRule !== undefined,
    ),
    calledInEvents: new Map(
      (service.deployments ?? []).flatMap(({ id, taskDefinition: its }) =>
        id && its ? [[nameOfDefinition(its), id]] : [],
      ),
    ),
    configuration: service.deploymentConfiguration ?? {},
  };
}

function taskSetOf({
  status,
  taskDefinition = '',
  externalId,
  runningCount = 0,
  computedDesiredCount = 0,
  stabilityStatus,
  loadBalancers = [],
}: TaskSet): TaskSetFound {
  const [balancer, ...others] = loadBalancers;
  const targetGroup = others.length === 0 && targetGroupIn(balancer?.targetGroupArn);
  return {
    definition: nameOfDefinition(taskDefinition),
    isPrimary: status === 'PRIMARY',
    isSteady: stabilityStatus === 'STEADY_STATE' && runningCount >= computedDesiredCount,
    ...(externalId && { deployment: externalId }),
    ...(targetGroup && { targetGroup }),
  };
}

/** `targetgroup/blue/73e2d6bc24d8a067` of a target group's ARN. */
export function targetGroupIn(arn = ''): string | undefined {
  return /:(targetgroup\/[^:]+)$/.exec(arn)?.[1];
}

/** `app/shop/50dc6c495c0c9188` of the ARN of a listener, or of a rule of one, of an Application Load Balancer. */
export function balancerIn(arn = ''): string | undefined {
  return /:listener(?:-rule)?\/(app\/[^/]+\/[^/]+)\//.exec(arn)?.[1];
}

export function balancingOf({ loadBalancers = [], deployments = [] }: Service): Balancing {
  const isConnected = deployments.some(({ serviceConnectConfiguration: it }) => it?.enabled);
  if (isConnected || loadBalancers.some(({ advancedConfiguration: it }) => it !== undefined))
    return 'shiftable';
  return loadBalancers.length > 0 ? 'fixed' : 'none';
}

/** Only SUCCESSFUL passes. One that was taken back is not over before what it replaced is whole again. */
export function stateOf(status: string): Pick<ServiceRun, 'state' | 'isGoingBack'> {
  switch (status) {
    case 'SUCCESSFUL':
      return { state: 'Succeeded', isGoingBack: false };
    case 'STOPPED':
      return { state: 'Stopped', isGoingBack: false };
    case 'ROLLBACK_SUCCESSFUL':
      return { state: 'Stopped', isGoingBack: true };
    case 'ROLLBACK_FAILED':
      return { state: 'Failed', isGoingBack: true };
    case 'STOP_REQUESTED':
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return { state: 'running', isGoingBack: true };
    default:
      return { state: 'running', isGoingBack: false };
  }
}

/** A time as ECS writes it. */
export const atSeconds = z.number().transform((seconds) => new Date(seconds * 1000));

const run = z.object({ status: z.string(), createdAt: atSeconds });

export function runOf(what: string, id: string, found: ServiceDeployment): ServiceRun {
  const { status, createdAt } = answerOf(what, run, found);
  const told = stateOf(status);
  const failure = failureOf(found);
  const isFailed = told.state !== 'running' && told.state !== 'Succeeded' && failure !== undefined;
  const error = failure?.error ?? found.statusReason;
  const isTripped = found.deploymentCircuitBreaker?.status === 'TRIGGERED';
  const hasTripped = isTripped && told.state === 'running' && !told.isGoingBack;
  const hold = told.isGoingBack ? undefined : holdOf(found);
  return {
    id,
    createdAt: createdAt.toISOString(),
    ...told,
    ...(isFailed && { state: 'Failed' as const }),
    ...(told.state !== 'Succeeded' && error && { error }),
    ...(failure?.errorCode && { errorCode: failure.errorCode }),
    ...(told.state === 'running' && hold && { hold }),
    ...(hasTripped && { hasTripped }),
  };
}

/** Why ECS itself took it back; undefined where somebody has asked it to. */
function failureOf({
  status,
  statusReason,
  alarms,
  deploymentCircuitBreaker,
  lifecycleHookDetails = [],
}: ServiceDeployment): { readonly error: string; readonly errorCode?: string } | undefined {
  const reason = statusReason ? `: ${statusReason}` : '';
  if (alarms?.status === 'TRIGGERED') {
    const names = alarms.triggeredAlarmNames?.join(', ') ?? '';
    return { error: `alarms of the service fired: ${names}`, errorCode: 'ALARM_ACTIVE' };
  }
  if (deploymentCircuitBreaker?.status === 'TRIGGERED') {
    const { failureCount = 0 } = deploymentCircuitBreaker;
    const error = `its circuit breaker has seen ${failureCount} tasks fail${reason}`;
    return { error, errorCode: 'CIRCUIT_BREAKER' };
  }
  if (lifecycleHookDetails.some((hook) => hook.status === 'TIMED_OUT'))
    return { error: `nobody has let it go on in time${reason}`, errorCode: 'HOOK_TIMED_OUT' };
  if (lifecycleHookDetails.some((hook) => hook.status === 'FAILED'))
    return { error: `a hook of the service failed${reason}`, errorCode: 'HOOK_FAILED' };
  if (status === 'ROLLBACK_FAILED') return { error: `what it replaced did not come back${reason}` };
  return undefined;
}

function holdOf({
  lifecycleStage,
  lifecycleHookDetails = [],
  deploymentConfiguration,
}: ServiceDeployment): ServiceRun['hold'] {
  const at = ourPauseAt(lifecycleStage, deploymentConfiguration);
  const waiting = lifecycleHookDetails.find(
    ({ status, targetType }) => targetType === 'PAUSE' && status === 'AWAITING_ACTION',
  );
  return at && waiting?.hookId ? { id: waiting.hookId, at } : undefined;
}
