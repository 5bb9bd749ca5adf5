// What StackSets do to their slices, as deployments: whose one is stands in the item that was written before it.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../../../core/set-instances.ts';
import { revisionOfTemplate } from '../../world/stack-template.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';
import { type Attributes, isWrite } from './writes.ts';

export interface TakingSets {
  /** From then on it is told of what becomes of sets. */
  follow(world: World): void;
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  /** In the order of their starts. */
  of(target: TargetDefinition): DeploymentRecord[];
}

interface Taken extends DeploymentRecord {
  readonly set: string;
  readonly instances: readonly string[];
}

export function takeSets(): TakingSets {
  const marks = new Map<string, string>();
  const all: Taken[] = [];
  return {
    follow({ aws, clock }) {
      aws.cloudFormation.sets.follow((what, { name, account, region }, operation) => {
        const set = `${account} ${region} ${name}`;
        const { id, status, to, results } = operation;
        const at = all.findIndex((each) => each.set === set && each.id === id);
        const before = all[at];
        if (before) {
          const ended = status === 'SUCCEEDED' ? 'Succeeded' : 'Stopped';
          all[at] = { ...before, status: ended, completedAt: clock.millis() };
        } else if (what === 'begins')
          all.push({
            ...{ id, set, target: '', status: 'InProgress' },
            revision: revisionOfTemplate(to.template) ?? null,
            description: marks.get(id),
            createdAt: operation.createdAt.getTime(),
            completedAt: undefined,
            instances: results.map(({ instance }) => instanceText(instance)),
          });
      });
    },
    onEffect(_, { service, operation, input }) {
      if (!isWrite(`${service}:${operation}`)) return;
      const { Item } = input as { Item?: Attributes };
      const its = Item?.item?.M;
      if (its?.kind?.S === 'setOperation') marks.set(its.id?.S ?? '', its.mark?.S ?? '');
    },
    of({ name, account, region, stackSet }) {
      if (stackSet === undefined) return [];
      const set = `${account} ${region} ${stackSet.name}`;
      const own = instancesOf(stackSet).map(instanceText);
      return all
        .filter((each) => each.set === set && own.some((it) => each.instances.includes(it)))
        .map(({ set: _, instances: __, ...each }) => ({ ...each, target: name }));
    },
  };
}
