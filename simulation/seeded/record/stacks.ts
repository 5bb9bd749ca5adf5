// What CloudFormation does to stacks, as deployments: whose one is stands in the description of its change set.

import type { Stack } from '@tidegate/embedded-aws/services/cloudformation/stack';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { revisionOfTemplate } from '../../world/stack-template.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';

export interface TakingStacks {
  /** From then on it is told of what becomes of stacks. */
  follow(world: World): void;
  /** In the order of their starts. */
  of(target: TargetDefinition): DeploymentRecord[];
}

export function takeStacks(): TakingStacks {
  const all = new Map<string, DeploymentRecord[]>();
  return {
    follow({ aws, clock }) {
      aws.cloudFormation.follow((what, stack, to) => {
        const known = all.get(keyOf(stack)) ?? [];
        all.set(keyOf(stack), known);
        const last = known.at(-1);
        const now = clock.millis();
        if (what === 'begins') {
          const { changeSet } = stack.operation ?? {};
          const id = changeSet?.name ?? `update-${known.length + 1}`;
          const revision = revisionOfTemplate(to.template) ?? null;
          const began = changeSet?.createdAt.getTime() ?? now;
          const of = { id, revision, description: changeSet?.description, target: '' };
          known.push({ ...of, status: 'InProgress', createdAt: began, completedAt: undefined });
        } else if (last && last.completedAt === undefined) {
          const status = what === 'arrives' ? 'Succeeded' : 'Stopped';
          known[known.length - 1] = { ...last, status, completedAt: now };
        }
      });
    },
    of({ name, account, region, stack }) {
      const known = all.get(keyOf({ name: stack?.name ?? '', account, region })) ?? [];
      return known.map((each) => ({ ...each, target: name }));
    },
  };
}

function keyOf({ account, region, name }: Pick<Stack, 'account' | 'region' | 'name'>): string {
  return `${account} ${region} ${name}`;
}
