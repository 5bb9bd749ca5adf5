// Which two revisions a target's traffic goes between, and by what CloudWatch tells them apart.

import { deploymentOf } from '../core/intent.ts';
import type { ShiftingTarget } from '../core/judging/look.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { returnPoint } from '../core/target.ts';
import {
  isShiftedByCodeDeploy,
  isShiftedByEcs,
  isShiftedByGroups,
  type Sides,
  sidesByGroup,
  sidesByVersion,
  type TargetGroups,
} from '../core/watch/sides.ts';
import { groupFor } from './kinds/groups.ts';
import type { Ports } from './ports.ts';

type Shifting = Pick<ShiftingTarget, 'wave' | 'target' | 'item'>;

/**
 * The new revision, and the one that it takes the place of: the last that finished its bake. Undefined where they
 * cannot be told apart, or something else than that serves beside.
 */
export async function sidesOf(ports: Ports, shifting: Shifting): Promise<Sides | undefined> {
  const { target } = shifting;
  const { own, old, deployment } = versionsOf(shifting);
  if (own === undefined || old === undefined || own === old) return undefined;
  if (!isShiftedByGroups(target)) return sidesByVersion(target, { own, old });
  const groups = deployment && (await groupsOf(ports, target, deployment));
  return groups && groups.oldDefinition === old ? sidesByGroup(target, groups) : undefined;
}

async function groupsOf(
  ports: Ports,
  target: TargetDefinition,
  deployment: string,
): Promise<TargetGroups | undefined> {
  if (isShiftedByEcs(target)) {
    const service = await ports.containers.service(target);
    // Requests that try it are counted in its group as those of customers are.
    return service?.isTried === false ? ports.containers.groups(target, deployment) : undefined;
  }
  return isShiftedByCodeDeploy(target) ? groupsOfSets(ports, target, deployment) : undefined;
}

/** While the task sets of both are there, which is for as long as the group lets the old ones live. */
async function groupsOfSets(
  ports: Ports,
  target: TargetOf<'tasks'>,
  deployment: string,
): Promise<TargetGroups | undefined> {
  const [group, service] = await Promise.all([
    groupFor(ports, target),
    ports.containers.service(target),
  ]);
  const sets = service?.taskSets ?? [];
  const own = sets.find((each) => each.deployment === deployment)?.targetGroup;
  const old = sets.find((each) => each.deployment !== deployment);
  const name = group?.balancer;
  if (!name || !own || !old?.targetGroup || old.targetGroup === own) return undefined;
  return {
    own: { name, targetGroup: own },
    old: { name, targetGroup: old.targetGroup },
    oldDefinition: old.definition,
  };
}

interface Versions {
  readonly own?: string | undefined;
  readonly old?: string | undefined;
  readonly deployment?: string | undefined;
}

function versionsOf({ item, wave: { release } }: Shifting): Versions {
  if (item === undefined) return {};
  // What a way back brings is no new version.
  const forth = item.intent?.doing === 'deploy' ? item.intent : undefined;
  const own = [item.running, forth].find((each) => each?.release === release);
  return {
    own: own?.functionVersion,
    old: own && returnPoint(item, own.revision.digest)?.functionVersion,
    ...(forth?.release === release && { deployment: deploymentOf(forth) }),
  };
}
