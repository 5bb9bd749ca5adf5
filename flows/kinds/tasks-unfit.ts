// What a service or its deployment group lacks for CodeDeploy to deploy to it, in words.

import type { GroupFound } from '../../aws/codedeploy-groups.ts';
import type { ServiceFound } from '../../aws/ecs-forms.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';

type Target = TargetOf<'tasks'>;

/** Why nothing can be brought to it at all; undefined where something can. */
export function unusableTasksText(
  { ecs }: Target,
  found: ServiceFound | undefined,
): string | undefined {
  const { cluster, service } = ecs;
  if (found === undefined)
    return `expected service ${service} of cluster ${cluster} to be there, got none`;
  const { controller, port } = found;
  if (controller !== 'CODE_DEPLOY')
    return (
      `expected service ${service} to be deployed to by CodeDeploy, got the controller ${controller}: ` +
      'name a strategy instead of application and deploymentGroup, as docs/targets/ecs.md says'
    );
  if (port === undefined)
    return `expected service ${service} to have a load balancer, by which CodeDeploy moves its traffic, got none`;
  return undefined;
}

/** Why nothing would be known of what is brought to it. */
export function idleText({ ecs }: Target, { desiredCount }: ServiceFound): string | undefined {
  if (desiredCount > 0) return undefined;
  return (
    `expected service ${ecs.service} to want tasks, got a desired count of 0: nothing would run the revision, ` +
    'and nothing could be said of it; scale it up first'
  );
}

/** Why the group cannot be the one by which it is deployed to. */
export function unfitGroupText({ ecs }: Target, group: GroupFound | undefined): string | undefined {
  const { application, deploymentGroup, cluster, service } = ecs;
  const called = `deployment group ${application}/${deploymentGroup}`;
  if (group === undefined) return `expected ${called} to be there, got none`;
  const its = group.services.map((each) => `${each.cluster}/${each.service}`);
  if (its.includes(`${cluster}/${service}`)) return undefined;
  return `expected ${called} to be of service ${cluster}/${service}, got ${its.join(', ') || 'none'}`;
}
