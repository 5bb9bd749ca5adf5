// What somebody else does to a service of ECS: updates it, deletes it or what it could have, takes its tasks away.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { sha256Of } from '@tidegate/embedded-aws/services/codedeploy/app-spec';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { registerImage, serviceOf } from './kinds/ecs.ts';
import { groupOf } from './kinds/group.ts';
import type { Move, ServiceChange } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly revisions: Revisions;
}

/** Whoever updates a service takes the place of what is being brought to it. */
export function moveService(parts: Parts, target: TargetOf<'ecs'>, { to, stops }: Move): void {
  const { aws, revisions } = parts;
  revisions.contentOf(to);
  const service = serviceOf(aws, target);
  if (stops) {
    aws.ecs.goBack(service);
    return;
  }
  const [image = ''] = Object.values(revisions.imagesOf(to) ?? {});
  aws.ecs.deploy(service, registerImage(aws, target, image));
}

/** By a deployment that is not Tidegate's; false while the group has another. */
export function moveTasks(
  { aws, revisions }: Parts,
  target: Extract<TargetDefinition, { readonly ecs: object }>,
  to: string,
): boolean {
  const group = groupOf(aws, target);
  revisions.contentOf(to);
  const [image = ''] = Object.values(revisions.imagesOf(to) ?? {});
  const { containerName, containerPort } = serviceOf(aws, target).loadBalancers[0]!;
  const Properties = {
    TaskDefinition: registerImage(aws, target, image),
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
  };
  const Resources = [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }];
  const content = JSON.stringify({ version: 0, Resources });
  const sha256 = sha256Of(content);
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } } as const;
  return aws.codeDeploy.deploy(group, revision) !== undefined;
}

/** What a service or its deployment has stays until it has it no more. */
export function pruneDefinitions(
  { aws }: Pick<Parts, 'aws'>,
  target: Extract<TargetDefinition, { readonly ecs: object }>,
  sha256: string,
): void {
  const hex = Buffer.from(sha256, 'base64').toString('hex');
  for (const { name, image } of aws.ecs.definitions(target, target.ecs.service))
    if (image.endsWith(hex)) aws.ecs.prune(target, name);
}

export function changeService(
  { aws }: Pick<Parts, 'aws'>,
  target: TargetDefinition,
  { becomes }: ServiceChange,
): void {
  if (!target.ecs) return;
  const service = serviceOf(aws, target);
  if (becomes === 'deleted') aws.ecs.remove(service);
  else if (becomes === 'neverUp') aws.ecs.neverCompleted(service);
  else aws.ecs.scale(service, becomes === 'idle' ? 0 : TASKS);
}

/** As many as a world gives each service. */
const TASKS = 3;
