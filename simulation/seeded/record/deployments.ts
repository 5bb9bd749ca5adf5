// All deployments of a run, whoever made them: CodeDeploy, ECS, CloudFormation, AppConfig, jobs of CodeBuild,
// or Tidegate
// itself that moves an alias.

import { type Deployment, isOpen } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { kindFor } from '../../../core/kinds/kinds.ts';
import {
  kindOfTarget,
  type TargetDefinition,
  type TargetOf,
} from '../../../core/pipeline/target-schema.ts';
import type { World } from '../../world/world.ts';
import { type TakingBrought, takeBrought } from './brought.ts';
import { configsOf } from './configs.ts';
import { jobsOf } from './jobs.ts';
import type { DeploymentRecord } from './run-record.ts';
import { takeServices } from './services.ts';
import { takeShifts } from './shifts.ts';
import { takeSites } from './sites.ts';
import { takeSets } from './stack-sets.ts';
import { takeStacks } from './stacks.ts';

export interface TakingDeployments {
  follow(world: World): void;
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  all(world: World): DeploymentRecord[];
}

export function takeDeployments(): TakingDeployments {
  const shifts = takeShifts();
  const brought = takeBrought();
  const services = takeServices();
  const stacks = takeStacks();
  const sets = takeSets();
  const sites = takeSites();
  return {
    follow(world) {
      for (const each of [services, stacks, sets]) each.follow(world);
    },
    onEffect(world, made) {
      for (const each of [shifts, brought, services, sets, sites]) each.onEffect(world, made);
    },
    all: (world) => [
      ...world.targets.flatMap((target) =>
        isService(target) ? services.of(world, target) : ofGroup(world, target, brought),
      ),
      ...world.targets.flatMap(stacks.of),
      ...world.targets.flatMap(sets.of),
      ...world.targets.flatMap((target) => configsOf(world, target)),
      ...world.targets.flatMap((target) => jobsOf(world, target)),
      ...shifts.taken,
      ...sites.taken,
    ],
  };
}

function isService(target: TargetDefinition): target is TargetOf<'ecs'> {
  return kindOfTarget(target) === 'ecs';
}

function ofGroup(
  { aws, truth }: World,
  target: TargetDefinition,
  brought: TakingBrought,
): DeploymentRecord[] {
  const its = kindFor(target).groupOf(target);
  if (its === undefined) return [];
  return aws.codeDeploy
    .deployments(target)
    .filter(
      ({ group }) => group.application === its.application && group.name === its.deploymentGroup,
    )
    .map((deployment) => ({
      id: deployment.id,
      target: target.name,
      revision: brought.of(deployment.id) ?? truth.revisionOf(deployment) ?? null,
      description: deployment.description,
      createdAt: deployment.createdAt.getTime(),
      ...endOf(deployment),
    }));
}

/** What has two of everything has succeeded once all of the traffic is there, unless it goes back after that. */
function endOf(deployment: Deployment): Pick<DeploymentRecord, 'status' | 'completedAt'> {
  const { status, arrivedAt, completedAt } = deployment;
  if (arrivedAt !== undefined && (isOpen(deployment) || status === 'Succeeded'))
    return { status: 'Succeeded', completedAt: arrivedAt.getTime() };
  return { status, completedAt: completedAt?.getTime() };
}
