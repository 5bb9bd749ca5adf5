// ECS: registers the revision of a task definition that a service is to have, and begins to bring the service to it.

import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { ServiceStrategy } from '../core/pipeline/strategy-schema.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { Place } from './clients.ts';
import { configurationOf } from './ecs-configuration.ts';
import { type Definition, describeDefinition, MARK_TAG, type Tag } from './ecs-definitions.ts';
import type { ServiceFound } from './ecs-forms.ts';
import { REGISTER_TASK_DEFINITION } from './ecs-operations.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

type Target = TargetOf<'ecs'>;

/** How a service is brought there: forth at the target's pace and held, or back as fast as ECS can. */
export interface Way {
  readonly strategy: ServiceStrategy;
  readonly isBack: boolean;
}

export interface ServiceUpdates {
  /**
   * A revision of the base's family that differs from it by its images alone, and bears the mark: the last of the
   * family, where that was registered for it already, else a new one. Resolves to its name.
   */
  register(
    target: Place,
    base: Definition,
    images: Readonly<Record<string, string>>,
    mark: string,
  ): Promise<string>;
  /** Begins to bring the service there. May have begun although it fails. */
  update(target: Target, found: ServiceFound, definition: string, way: Way): Promise<void>;
}

export function serviceUpdates(access: MemberAccess): ServiceUpdates {
  return {
    register: (target, base, images, mark) => register(access, target, base, images, mark),
    async update(target, found, definition, way) {
      const { cluster, service } = target.ecs;
      // How many tasks there are is not said: scaling goes on meanwhile, and an old count would undo it.
      const command = new UpdateServiceCommand({
        cluster,
        service,
        taskDefinition: definition,
        deploymentConfiguration: configurationOf(found, way),
      });
      const client = await access.client(ECSClient, target, { to: 'deploy', attempts: 1 });
      await translated(`updating service ${service} of cluster ${cluster}`, client.send(command));
    },
  };
}

const registered = z.object({
  taskDefinition: z.looseObject({ family: z.string(), revision: z.int() }),
});

/** What ECS says of a task definition, and takes of none. */
const SAID = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
];

async function register(
  access: MemberAccess,
  target: Place,
  base: Definition,
  images: Readonly<Record<string, string>>,
  mark: string,
): Promise<string> {
  const last = await describeDefinition(access, target, base.family);
  if (last?.tags.some((tag) => tag.key === MARK_TAG && tag.value === mark))
    return last.definition.name;
  const kept = await tagsOf(access, target, base);
  const given = Object.entries(base.whole).filter(([key]) => !SAID.includes(key));
  const input = {
    ...Object.fromEntries(given),
    containerDefinitions: base.whole.containerDefinitions.map((each) => ({
      ...each,
      image: images[each.name] ?? each.image,
    })),
    tags: [...kept, { key: MARK_TAG, value: mark }],
  };
  const called = signedCall(access, target, REGISTER_TASK_DEFINITION, input, {
    to: 'deploy',
    attempts: 1,
  });
  const { taskDefinition } = await translated(
    `registering a revision of task definition ${base.family}`,
    called.then((it) => registered.parse(it)),
  );
  return `${taskDefinition.family}:${taskDefinition.revision}`;
}

/** A revision has none of the tags of the one before it, unless they are given again. */
async function tagsOf(access: MemberAccess, target: Place, base: Definition): Promise<Tag[]> {
  const found = await describeDefinition(access, target, base.name);
  return (found?.tags ?? []).filter(({ key }) => key !== MARK_TAG && !key.startsWith('aws:'));
}
