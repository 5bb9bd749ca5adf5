// Reads deployment groups, each application's together.

import type { Place } from '../../aws/clients.ts';
import type { GroupFound, GroupsFound } from '../../aws/codedeploy-groups.ts';
import type { GroupTarget } from '../../aws/codedeploy-starts.ts';
import { gathered } from '../gathered.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';

export interface Groups {
  /** Those of the target's application, by their names; undefined where they could not be read. */
  of(target: GroupTarget): GroupsFound | undefined;
}

interface Application extends Place {
  readonly application: string;
  readonly names: Set<string>;
}

export async function readGroups(ports: Ports, targets: readonly GroupTarget[]): Promise<Groups> {
  const applications = new Map<string, Application>();
  for (const target of targets) {
    const { account, region } = target;
    const id = idOf(target);
    const { application, deploymentGroup } = groupOf(target);
    const known = applications.get(id) ?? { account, region, application, names: new Set() };
    known.names.add(deploymentGroup);
    applications.set(id, known);
  }
  const read = await sideBySide([...applications], async ([id, { application, names, ...at }]) => {
    const { found: groups } = await gathered(ports, 'the groups', undefined, () =>
      ports.deployments.groups(at, application, [...names]),
    );
    return [id, groups] as const;
  });
  const found = new Map(read);
  return { of: (target) => found.get(idOf(target)) };
}

/** One alone; undefined where it is not there. */
export async function groupFor(
  { deployments }: Pick<Ports, 'deployments'>,
  target: GroupTarget,
): Promise<GroupFound | undefined> {
  const { application, deploymentGroup } = groupOf(target);
  return (await deployments.groups(target, application, [deploymentGroup])).get(deploymentGroup);
}

function idOf(target: GroupTarget): string {
  return `${target.account}/${target.region}/${groupOf(target).application}`;
}

function groupOf({ lambda, ec2, ecs }: GroupTarget) {
  return lambda ?? ec2 ?? ecs;
}
