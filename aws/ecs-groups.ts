// The target groups that a deployment of a service goes between, as ECS has resolved them.

import type { ServiceDeployment, ServiceRevision } from '@aws-sdk/client-ecs';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { TargetGroup, TargetGroups } from '../core/watch/sides.ts';
import { arnOf, balancerIn, nameOfDefinition, targetGroupIn } from './ecs-forms.ts';
import { DESCRIBE_SERVICE_DEPLOYMENTS, DESCRIBE_SERVICE_REVISIONS } from './ecs-operations.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

/**
 * Undefined where old and new tasks are in one group, or in none: a rolling deployment, a first one, a balancer that is
 * no Application Load Balancer, or a revision that ECS has forgotten.
 */
export async function groupsOf(
  access: MemberAccess,
  target: TargetOf<'ecs'>,
  id: string,
): Promise<TargetGroups | undefined> {
  const ends = await endsOf(access, target, id);
  if (ends === undefined) return undefined;
  const asked = { serviceRevisionArns: [ends.old, ends.own] };
  const what = `reading the revisions of service ${target.ecs.service}`;
  const answer = (await translated(
    what,
    signedCall(access, target, DESCRIBE_SERVICE_REVISIONS, asked),
  )) as { readonly serviceRevisions?: readonly ServiceRevision[] };
  const found = (arn: string) =>
    answer.serviceRevisions?.find(({ serviceRevisionArn }) => serviceRevisionArn === arn);
  return groupsBetween(found(ends.old), found(ends.own));
}

/** Each in one target group of an Application Load Balancer, and not in the same. */
export function groupsBetween(
  before: ServiceRevision | undefined,
  after: ServiceRevision | undefined,
): TargetGroups | undefined {
  const [old, own] = [groupIn(before), groupIn(after)];
  if (old === undefined || own === undefined || old.targetGroup === own.targetGroup)
    return undefined;
  return { old, own, oldDefinition: nameOfDefinition(before?.taskDefinition ?? '') };
}

/** The revisions that it goes between, by their ARNs. Several serve where one was stopped half-way: none is the old. */
async function endsOf(access: MemberAccess, target: TargetOf<'ecs'>, id: string) {
  const asked = { serviceDeploymentArns: [arnOf(target, id)] };
  const what = `reading deployment ${id} of service ${target.ecs.service}`;
  const answer = (await translated(
    what,
    signedCall(access, target, DESCRIBE_SERVICE_DEPLOYMENTS, asked),
  )) as { readonly serviceDeployments?: readonly ServiceDeployment[] };
  const [{ sourceServiceRevisions = [], targetServiceRevision } = {}] =
    answer.serviceDeployments ?? [];
  const [{ arn: old } = {}, ...others] = sourceServiceRevisions;
  const own = targetServiceRevision?.arn;
  return old && own && others.length === 0 ? { old, own } : undefined;
}

function groupIn(revision: ServiceRevision | undefined): TargetGroup | undefined {
  const [balanced, ...others] = revision?.resolvedConfiguration?.loadBalancers ?? [];
  if (balanced === undefined || others.length > 0) return undefined;
  const targetGroup = targetGroupIn(balanced.targetGroupArn);
  const name = balancerIn(balanced.productionListenerRule);
  return name && targetGroup ? { name, targetGroup } : undefined;
}
