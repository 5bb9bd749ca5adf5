// Task definitions of ECS, read whole: a client of the SDK drops what it does not know, and what is registered again
// from what was read must lack nothing.

import * as z from 'zod';
import type { Place } from './clients.ts';
import { DESCRIBE_TASK_DEFINITION } from './ecs-operations.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Definition {
  /** `shop:41` */
  readonly name: string;
  readonly family: string;
  /** A service can be brought to no other. */
  readonly isActive: boolean;
  /** The images of its containers, by their names. */
  readonly images: Readonly<Record<string, string>>;
  /** The containers without which a task stops. */
  readonly essential: readonly string[];
  /** All that was read. */
  readonly whole: z.output<typeof whole>;
}

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  essential: z.boolean().default(true),
});

const whole = z.looseObject({
  family: z.string(),
  revision: z.int(),
  status: z.string(),
  containerDefinitions: z.array(container),
});

const tag = z.object({ key: z.string(), value: z.string().default('') });

const described = z.object({ taskDefinition: whole, tags: z.array(tag).default([]) });

export type Tag = z.output<typeof tag>;

/** By this tag of a task definition it is known what it was registered for. */
export const MARK_TAG = 'tidegate';

/** A task definition by its name, or the last of a family; undefined where there is none. */
export async function describeDefinition(
  access: MemberAccess,
  place: Place,
  name: string,
): Promise<{ readonly definition: Definition; readonly tags: readonly Tag[] } | undefined> {
  const called = signedCall(access, place, DESCRIBE_TASK_DEFINITION, {
    taskDefinition: name,
    include: ['TAGS'],
  }).catch((cause: unknown) => {
    // The service's one answer to what is not there.
    if (nameOf(cause) === 'ClientException' && /unable to describe/i.test((cause as Error).message))
      return undefined;
    throw cause;
  });
  const answer = await translated(`reading task definition ${name}`, called);
  if (answer === undefined) return undefined;
  const read = translated(
    `reading task definition ${name}`,
    Promise.resolve(answer).then((it) => described.parse(it)),
  );
  const { taskDefinition, tags } = await read;
  return { definition: formOf(taskDefinition), tags };
}

function formOf(taskDefinition: Definition['whole']): Definition {
  const { family, revision, status, containerDefinitions } = taskDefinition;
  return {
    name: `${family}:${revision}`,
    family,
    isActive: status === 'ACTIVE',
    images: Object.fromEntries(containerDefinitions.map(({ name, image }) => [name, image])),
    essential: containerDefinitions.filter(({ essential }) => essential).map(({ name }) => name),
    whole: taskDefinition,
  };
}

export async function definitionOf(
  access: MemberAccess,
  place: Place,
  name: string,
): Promise<Definition | undefined> {
  return (await describeDefinition(access, place, name))?.definition;
}

export async function markOf(access: MemberAccess, place: Place, name: string): Promise<string> {
  const tags = (await describeDefinition(access, place, name))?.tags ?? [];
  return tags.find(({ key }) => key === MARK_TAG)?.value ?? '';
}
