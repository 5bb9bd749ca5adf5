// The task sets of a service that CodeDeploy deploys to: one is primary, another may come beside it.

import type { Chance } from '../../chance.ts';
import type { Service, TaskSet } from './service.ts';

export function primaryOf({ name, taskSets }: Service): TaskSet {
  const found = taskSets.find(({ status }) => status === 'PRIMARY');
  if (found) return found;
  throw new Error(`Expected service ${name} to have a primary task set, got none.`);
}

export function taskSetFrom(
  chance: Chance,
  {
    definition,
    createdAt,
    externalId,
    group,
  }: Pick<TaskSet, 'definition' | 'createdAt' | 'externalId' | 'group'>,
): TaskSet {
  const id = `ecs-svc/${Math.floor(chance.next() * 9e15) + 1e15}`;
  const made = { definition, createdAt, group, ...(externalId && { externalId }) };
  return { id, ...made, status: 'ACTIVE', share: 0 };
}

/** That much of the traffic goes to it, the rest to the one beside it. */
export function shiftTo({ taskSets }: Service, set: TaskSet, share: number): void {
  const others = taskSets.filter((each) => each !== set);
  set.share = share;
  for (const other of others) other.share = 0;
  const [beside] = others.filter(({ status }) => status !== 'DRAINING');
  if (beside) beside.share = 1 - share;
}

export function makePrimary(service: Service, set: TaskSet): void {
  for (const each of service.taskSets) each.status = each === set ? 'PRIMARY' : 'ACTIVE';
  service.definition = set.definition;
  service.current = { ...service.current, definition: set.definition, group: set.group };
}

export function keepOnly(service: Service, set: TaskSet): void {
  service.taskSets = [set];
  set.share = 1;
  makePrimary(service, set);
}
