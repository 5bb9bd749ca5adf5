// How CodeDeploy replaces instances: others get the revision, then the traffic, and the first live on for a time.

import type { Deployment, Fleets, Group, S3Revision } from './deployments.ts';
import type { Sides } from './sides.ts';

const INSTALL_SECONDS = 30;

/** Of a group of Auto Scaling that is copied each time, the copy has another name. */
export function fleetSides(deployment: Deployment, revision: S3Revision): Sides | string {
  const { group, id, targetGroups } = deployment;
  const { fleet = 'COPY_AUTO_SCALING_GROUP' } = group.blueGreen ?? {};
  const isCopy = fleet === 'COPY_AUTO_SCALING_GROUP';
  const greenGroups = isCopy ? [`CodeDeploy_${group.name}_${id}`] : targetGroups;
  const ids = isCopy
    ? [...group.instances.keys()].map((_, index) => `i-${id}-${index + 1}`)
    : targetGroups.flatMap((name) => group.fleets.get(name) ?? []);
  if (ids.length === 0) return 'There are no instances to take the place of those of the group.';
  const fleets: Fleets = {
    blue: new Map(group.instances),
    blueGroups: group.autoScalingGroups,
    green: new Map(ids.map((instance) => [instance, undefined])),
    greenGroups,
    isMoved: false,
    isOver: false,
  };
  const wanted = ids.length;
  deployment.fleets = fleets;
  return {
    begin: () => {},
    install: () => {
      for (const instance of fleets.green.keys()) fleets.green.set(instance, revision);
    },
    problem: () =>
      fleets.green.size < wanted
        ? { code: 'HEALTH_CONSTRAINTS', message: 'Instances of the replacement have gone.' }
        : undefined,
    moves: [{ afterSeconds: INSTALL_SECONDS, run: () => serve(group, fleets, 'green') }],
    arrive: () => {},
    terminate: () => {
      fleets.isOver = true;
    },
  };
}

/** Back to those that live still; undefined where they are gone, or never lost the traffic. */
export function fleetsBack(
  { group }: Deployment,
  taken: Deployment | undefined,
): Sides | undefined {
  const fleets = taken?.fleets;
  if (fleets === undefined || fleets.isOver) return undefined;
  return {
    isBack: true,
    begin: () => {},
    moves: [{ afterSeconds: 0, run: () => serve(group, fleets, 'blue') }],
    arrive: () => {},
    terminate: () => {},
  };
}

function serve(group: Group, fleets: Fleets, side: 'blue' | 'green'): void {
  fleets.isMoved = side === 'green';
  group.instances.clear();
  for (const [id, runs] of fleets[side]) group.instances.set(id, runs);
  group.autoScalingGroups = side === 'blue' ? fleets.blueGroups : fleets.greenGroups;
}
