// What a deployment group of instances lacks for what a target says of it, in words.

import type { GroupFound } from '../../aws/codedeploy-groups.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';

type Target = TargetOf<'ec2'>;

/** Why nothing can be brought to it as the target says; undefined where something can. */
export function unfitInstancesText(
  { name, ec2: { application, deploymentGroup, between } }: Target,
  { blueGreen, scalingGroups }: Pick<GroupFound, 'blueGreen' | 'scalingGroups'>,
): string | undefined {
  const called = `deployment group ${application}/${deploymentGroup}`;
  const isDiscovered = blueGreen?.fleet === 'discovered';
  if (between !== undefined && !isDiscovered)
    return `expected no ec2.between for ${name}: ${called} does not discover instances that take the place of others`;
  if (!isDiscovered) return undefined;
  if (between === undefined)
    return (
      `expected ${name} to name two Auto Scaling groups that take turns (ec2.between), for ${called} discovers the ` +
      'instances that take the place of others, got none'
    );
  const has = scalingGroups.filter((each) => between.includes(each));
  if (has.length === 1) return undefined;
  return (
    `expected ${called} to have one of ${between.join(', ')} (ec2.between) now, got ` +
    (scalingGroups.join(', ') || 'no Auto Scaling group')
  );
}

/** What is watched by a name that the next deployment takes away. */
export function lostNameText(
  { name, watch = [] }: Target,
  { blueGreen }: Pick<GroupFound, 'blueGreen'>,
): string | undefined {
  const [watched] = watch.flatMap(({ ec2 }) => (ec2 ? [ec2.autoScalingGroup] : []));
  if (blueGreen?.fleet !== 'copied' || watched === undefined) return undefined;
  return (
    `expected ${name} to watch its load balancer, got Auto Scaling group ${watched}: its deployment group copies that ` +
    'with each deployment, under another name'
  );
}
