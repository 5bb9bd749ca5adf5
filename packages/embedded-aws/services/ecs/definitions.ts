// Task definitions: families of revisions that never change, and that may be made inactive.

import * as z from 'zod';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import type { Place } from '../places.ts';
import { openRunOf, type TaskDefinition } from './service.ts';
import type { EcsStore, PlaceState } from './store.ts';

const Tag = z.object({ key: text.max(128), value: z.string().max(256).default('') });
const Container = z.looseObject({ name: text, image: text });
const Register = z.looseObject({
  family: text.regex(/^[\w-]{1,255}$/),
  containerDefinitions: z.array(Container).min(1),
  tags: z.array(Tag).max(50).default([]),
});
const Named = z.object({
  taskDefinition: text,
  include: z.array(z.literal('TAGS')).default([]),
});

export function nameOf({ family, revision }: TaskDefinition): string {
  return `${family}:${revision}`;
}

export function definitionArn({ account, region }: Place, name: string): string {
  return `arn:${partitionOf(region)}:ecs:${region}:${account}:task-definition/${name}`;
}

export function registerIn(
  { families }: PlaceState,
  now: Date,
  { tags, ...asked }: z.output<typeof Register>,
): TaskDefinition {
  const family = families.get(asked.family) ?? [];
  const revision = (family.at(-1)?.revision ?? 0) + 1;
  const made: TaskDefinition = {
    family: asked.family,
    revision,
    status: 'ACTIVE',
    registeredAt: now,
    tags,
    asked,
  };
  families.set(asked.family, [...family, made]);
  return made;
}

/** By its name, its ARN, or as the last active one of its family; undefined where there is none. */
export function findDefinition(state: PlaceState, asked: string): TaskDefinition | undefined {
  const { families } = state;
  const name = asked.slice(asked.lastIndexOf('/') + 1);
  const [family = '', revision] = name.split(':');
  const all = families.get(family) ?? [];
  for (const each of all)
    if (each.status === 'DELETE_IN_PROGRESS' && !isUsed(state, nameOf(each)))
      each.status = 'DELETED';
  const known = all.filter(({ status }) => status !== 'DELETED');
  return revision === undefined
    ? known.findLast(({ status }) => status === 'ACTIVE')
    : known.find((each) => each.revision === Number(revision));
}

function isUsed({ services }: PlaceState, name: string): boolean {
  return [...services.values()]
    .filter(({ status }) => status === 'ACTIVE')
    .some((service) => {
      const { source, target } = openRunOf(service) ?? {};
      const used = [service.current, source, target].map((it) => it?.definition);
      const sets = service.taskSets.map(({ definition }) => definition);
      return [service.definition, ...sets, ...used].includes(name);
    });
}

export function definitionOperations({ states, clock }: EcsStore): Record<string, Operation> {
  return {
    RegisterTaskDefinition: (input, call) => {
      const asked = parse(Register, input);
      if (asked.tags.some(({ key }) => key.startsWith('aws:')))
        throw new AwsError('InvalidParameterException', 'Tag keys must not start with aws:');
      const known = Object.keys(asked).find((key) => SAID.includes(key));
      if (known) throw new AwsError('ClientException', `Unknown parameter in input: "${known}"`);
      const made = registerIn(states.at(call), clock.now(), asked);
      return { taskDefinition: formOf(made, call), tags: made.tags };
    },
    DescribeTaskDefinition: (input, call) => {
      const { taskDefinition, include } = parse(Named, input);
      const found = findDefinition(states.at(call), taskDefinition);
      if (!found) throw new AwsError('ClientException', 'Unable to describe task definition.');
      return {
        taskDefinition: formOf(found, call),
        ...(include.includes('TAGS') && { tags: found.tags }),
      };
    },
    DeregisterTaskDefinition: (input, call) => {
      const { taskDefinition } = parse(Named, input);
      const found = findDefinition(states.at(call), taskDefinition);
      if (!found)
        throw new AwsError('ClientException', 'The specified task definition does not exist.');
      found.status = 'INACTIVE';
      return { taskDefinition: formOf(found, call) };
    },
  };
}

/** What is answered of a task definition, and taken of none. */
const SAID = ['taskDefinitionArn', 'revision', 'status', 'registeredAt', 'registeredBy'];

function formOf(found: TaskDefinition, call: Call) {
  const { status, revision, registeredAt, asked } = found;
  return {
    ...asked,
    taskDefinitionArn: definitionArn(call, nameOf(found)),
    revision,
    status,
    registeredAt,
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidParameterException');
}
