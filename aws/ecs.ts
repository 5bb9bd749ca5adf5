// ECS: reads services and their deployments, and holds, releases or stops one. Starting one is another file's.

import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { TargetGroups } from '../core/watch/sides.ts';
import type { Place } from './clients.ts';
import { type Definition, definitionOf, markOf } from './ecs-definitions.ts';
import { type ListedRun, listDeployments, MISSING, type Wanted } from './ecs-deployments.ts';
import {
  arnOf,
  foundIn,
  runOf,
  type ServiceFound,
  type ServiceRun,
  type ServiceTarget,
} from './ecs-forms.ts';
import { groupsOf } from './ecs-groups.ts';
import {
  CONTINUE_SERVICE_DEPLOYMENT,
  DESCRIBE_SERVICE_DEPLOYMENTS,
  DESCRIBE_SERVICES,
  STOP_SERVICE_DEPLOYMENT,
  UPDATE_SERVICE,
} from './ecs-operations.ts';
import { hasOurPauses, withoutPauses } from './ecs-pauses.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'ecs'>;

export interface Containers {
  /** Undefined where there is no such service, or no such cluster. */
  service(target: ServiceTarget): Promise<ServiceFound | undefined>;
  /** The deployments of a service that were begun since a time, or that are under way, the newest first. */
  deployments(target: Target, wanted: Wanted): Promise<ListedRun[]>;
  deployment(target: Target, id: string): Promise<ServiceRun>;
  /** The target groups that a deployment goes between; undefined where it has not two. */
  groups(target: Target, id: string): Promise<TargetGroups | undefined>;
  /** Who is said to have registered a task definition: ours bear the mark of what they were registered for. */
  markOf(target: Target, definition: string): Promise<string>;
  /** Undefined where it was deleted. */
  definition(target: Place, definition: string): Promise<Definition | undefined>;
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

const TO_STOP = { to: 'stop' } as const;

export function ecs(access: MemberAccess): Containers {
  return {
    service: (target) => readService(access, target),
    deployments: (target, wanted) => listDeployments(access, target, wanted),
    deployment: (target, id) => readDeployment(access, target, id),
    groups: (target, id) => groupsOf(access, target, id),
    markOf: (target, definition) => markOf(access, target, definition),
    definition: (target, definition) => definitionOf(access, target, definition),
    goBack: (target, id) => goBack(access, target, id),
    takePausesOut: (target) => takePausesOut(access, target),
    goOn: (target, id, hold) => goOn(access, target, id, hold),
  };
}

async function readService(
  access: MemberAccess,
  target: ServiceTarget,
): Promise<ServiceFound | undefined> {
  const { cluster, service: name } = target.ecs;
  const what = `reading service ${name} of cluster ${cluster}`;
  const asked = { cluster, services: [name] };
  const sent = signedCall(access, target, DESCRIBE_SERVICES, asked).catch((cause: unknown) => {
    if (MISSING.includes(nameOf(cause))) return undefined;
    throw cause;
  });
  const answer = (await translated(what, sent)) as { readonly services?: Service[] } | undefined;
  const [found] = answer?.services ?? [];
  return found?.status === 'ACTIVE' ? foundIn(what, found) : undefined;
}

async function readDeployment(
  access: MemberAccess,
  target: Target,
  id: string,
): Promise<ServiceRun> {
  const what = `reading deployment ${id} of service ${target.ecs.service}`;
  const asked = { serviceDeploymentArns: [arnOf(target, id)] };
  const sent = signedCall(access, target, DESCRIBE_SERVICE_DEPLOYMENTS, asked);
  const answer = (await translated(what, sent)) as {
    readonly serviceDeployments?: ServiceDeployment[];
  };
  const [found] = answer.serviceDeployments ?? [];
  if (found) return runOf(what, id, found);
  const text = `expected service ${target.ecs.service} to have had deployment ${id}, got none`;
  throw new Failure('Missing', text);
}

async function goBack(access: MemberAccess, target: Target, id: string): Promise<void> {
  if (await isOver(access, target, id)) return;
  const asked = { serviceDeploymentArn: arnOf(target, id), stopType: 'ROLLBACK' };
  try {
    await signedCall(access, target, STOP_SERVICE_DEPLOYMENT, asked, TO_STOP);
  } catch (cause) {
    // Of two that stop it, the later is refused: what counts is that it goes back.
    if (await isOver(access, target, id)) return;
    await translated(`stopping deployment ${id}`, Promise.reject(cause));
  }
}

async function goOn(access: MemberAccess, target: Target, id: string, hold: string): Promise<void> {
  // Without an action it would go on too: it is said all the same.
  const asked = { serviceDeploymentArn: arnOf(target, id), hookId: hold, action: 'CONTINUE' };
  try {
    await signedCall(access, target, CONTINUE_SERVICE_DEPLOYMENT, asked, TO_STOP);
  } catch (cause) {
    const { hold: now } = await readDeployment(access, target, id);
    if (now === undefined || now.id !== hold) return;
    await translated(`letting deployment ${id} go on`, Promise.reject(cause));
  }
}

async function isOver(access: MemberAccess, target: Target, id: string): Promise<boolean> {
  const { state, isGoingBack } = await readDeployment(access, target, id);
  return state !== 'running' || isGoingBack;
}

/** A change of this alone begins no deployment. */
async function takePausesOut(access: MemberAccess, target: Target): Promise<void> {
  const found = await readService(access, target);
  if (found === undefined || !hasOurPauses(found.configuration)) return;
  const { cluster, service: name } = target.ecs;
  const deploymentConfiguration = withoutPauses(found.configuration);
  const asked = { cluster, service: name, deploymentConfiguration };
  const sent = signedCall(access, target, UPDATE_SERVICE, asked, TO_STOP);
  await translated(`taking Tidegate’s pauses out of service ${name}`, sent);
}
