// What a service of ECS lacks for what a target wants of it, in words: said by lint, and before a deployment begins.

import type { ServiceFound } from '../../aws/ecs-forms.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';

type Target = TargetOf<'ecs'>;

/** Why nothing can be brought to it at all; undefined where something can. */
export function unusableText({ ecs }: Target, found: ServiceFound | undefined): string | undefined {
  const { cluster, service } = ecs;
  if (found === undefined)
    return `expected service ${service} of cluster ${cluster} to be there, got none`;
  const { controller } = found;
  if (controller === 'ECS') return undefined;
  if (controller === 'CODE_DEPLOY')
    return (
      `expected service ${service} to be deployed to by ECS itself, got the controller CODE_DEPLOY: ` +
      'name application and deploymentGroup of CodeDeploy instead of a strategy, as docs/targets/tasks.md says'
    );
  return (
    `expected service ${service} to be deployed to by ECS itself, got the controller ${controller}: ` +
    'change its deployment controller to ECS, or keep what deploys there now'
  );
}

/** Why it cannot be deployed to as the target says. */
export function unfitText(
  { ecs, strategy, name }: Target,
  {
    desiredCount,
    isDaemon,
    balancing,
  }: Pick<ServiceFound, 'desiredCount' | 'isDaemon' | 'balancing'>,
): string | undefined {
  const { service } = ecs;
  const how = typeof strategy === 'string' ? strategy : Object.keys(strategy).join();
  if (desiredCount === 0)
    return (
      `expected service ${service} to want tasks, got a desired count of 0: nothing would run the revision, ` +
      'and nothing could be said of it; scale it up first'
    );
  if (strategy === 'rolling') return undefined;
  if (isDaemon)
    return `expected ${name} to be rolling, got ${how}: a service of daemons has one task on each instance, and no second set`;
  if (balancing === 'fixed')
    return (
      `expected service ${service} to name another target group and a listener rule, for ${how}, got one target group ` +
      'alone: docs/targets/ecs.md says what it needs; or let it be rolling'
    );
  if (strategy !== 'blue-green' && balancing === 'none')
    return (
      `expected service ${service} to have a load balancer or Service Connect, for ${how}, got neither: ` +
      'without them no part of its traffic can be told from another; let it be blue-green or rolling'
    );
  return undefined;
}
