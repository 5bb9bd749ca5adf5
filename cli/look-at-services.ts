// Looks at the services of ECS and the deployment groups that a pipeline deploys to: whether they are there, and can be
// deployed to as it says.

import { codedeploy, type Deployments } from '../aws/codedeploy.ts';
import { type Containers, ecs } from '../aws/ecs.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { secondsIn } from '../core/duration.ts';
import { isFailure } from '../core/failure.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { lostNameText, unfitInstancesText } from '../flows/kinds/ec2-unfit.ts';
import { unfitText, unusableText } from '../flows/kinds/ecs-unfit.ts';
import { groupFor } from '../flows/kinds/groups.ts';
import { unfitGroupText, unusableTasksText } from '../flows/kinds/tasks-unfit.ts';
import { waitText } from '../flows/kinds/wait-text.ts';
import { sideBySide } from '../flows/side-by-side.ts';

export interface LookedAt {
  readonly findings: readonly Finding[];
  readonly remarks?: readonly string[];
  readonly unread: readonly string[];
}

interface Texts {
  /** What keeps it from being deployed to as the pipeline says. */
  readonly wrong: readonly (string | undefined)[];
  readonly remarks?: readonly (string | undefined)[];
}

type Looked = TargetOf<'ecs'> | TargetOf<'tasks'> | TargetOf<'ec2'>;

export async function lookAtServices(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const paths = pathsOfTargets(pipeline);
  const bakes = bakeSecondsOf(pipeline);
  const asked = { containers: ecs(access), deployments: codedeploy(access) };
  const targets = near.flatMap((target): Looked[] => (target.ecs || target.ec2 ? [target] : []));
  const looked = await sideBySide(targets, async (target): Promise<LookedAt> => {
    const what = target.ecs ? 'ecs' : 'ec2';
    const path = [...(paths.get(target.name) ?? []), what];
    try {
      const { wrong, remarks = [] } = await textsOf(asked, target, bakes.get(target.name));
      return {
        findings: wrong.flatMap((text) => (text ? [{ path, text }] : [])),
        remarks: remarks.flatMap((text) => text ?? []),
        unread: [],
      };
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      const { account, region, name } = target;
      const unread = `the ${target.ecs ? 'service' : 'group'} of ${name} in ${account} ${region} could not be read: ${thrown.message}`;
      return { findings: [], remarks: [], unread: [unread] };
    }
  });
  return {
    findings: looked.flatMap(({ findings }) => findings),
    remarks: looked.flatMap(({ remarks = [] }) => remarks),
    unread: looked.flatMap(({ unread }) => unread),
  };
}

interface Asked {
  readonly containers: Containers;
  readonly deployments: Deployments;
}

/** How many tasks a service has is its own matter until it is deployed to. */
async function textsOf(asked: Asked, target: Looked, bakeSeconds = 0): Promise<Texts> {
  if (target.ec2) {
    const group = await groupFor(asked, target);
    if (group === undefined) return { wrong: [] };
    const wrong = [unfitInstancesText(target, group), lostNameText(target, group)];
    return { wrong, remarks: [waitText(target.name, group, bakeSeconds)] };
  }
  const found = await asked.containers.service(target);
  if (target.strategy !== undefined) {
    const fits = found && unfitText(target, { ...found, desiredCount: 1 });
    return { wrong: [unusableText(target, found) ?? fits] };
  }
  const unusable = unusableTasksText(target, found);
  if (unusable !== undefined) return { wrong: [unusable] };
  const group = await groupFor(asked, target);
  return {
    wrong: [unfitGroupText(target, group)],
    remarks: [group && waitText(target.name, group, bakeSeconds)],
  };
}

/** The longest bake that a target has. */
function bakeSecondsOf({ stages }: PipelineDefinition): ReadonlyMap<string, number> {
  return new Map(
    stages.flatMap((stage) =>
      targetsOf(stage).map(
        ({ name }) => [name, stage.bake ? secondsIn(stage.bake.for) : 0] as const,
      ),
    ),
  );
}
