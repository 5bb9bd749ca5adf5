// What somebody else does to a service of ECS: updates it, deletes it or what it could have, takes its tasks away.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { registerImage, serviceOf } from './kinds/ecs.ts';
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

/** What a service or its deployment has stays until it has it no more. */
export function pruneDefinitions(
  { aws }: Pick<Parts, 'aws'>,
  target: TargetOf<'ecs'>,
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
