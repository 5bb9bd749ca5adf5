// Which two revisions a target's traffic goes between, and by what CloudWatch tells them apart.

import { deploymentOf } from '../core/intent.ts';
import type { ShiftingTarget } from '../core/judging/look.ts';
import { returnPoint } from '../core/target.ts';
import {
  isShiftedByGroups,
  type Sides,
  sidesByGroup,
  sidesByVersion,
} from '../core/watch/sides.ts';
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
  const groups = deployment && (await ports.containers.groups(target, deployment));
  return groups && groups.oldDefinition === old ? sidesByGroup(target, groups) : undefined;
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
