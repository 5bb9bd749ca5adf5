// Looks at the services of ECS that a pipeline deploys to: whether they are there, and can be deployed to as it says.

import { codedeploy, type Deployments } from '../aws/codedeploy.ts';
import { ecs } from '../aws/ecs.ts';
import type { ServiceFound } from '../aws/ecs-forms.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { unfitText, unusableText } from '../flows/kinds/ecs-unfit.ts';
import { unfitGroupText, unusableTasksText } from '../flows/kinds/tasks-unfit.ts';
import { sideBySide } from '../flows/side-by-side.ts';

export interface LookedAt {
  readonly findings: readonly Finding[];
  readonly unread: readonly string[];
}

/** How many tasks a service has is its own matter until it is deployed to. */
export async function lookAtServices(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const paths = pathsOfTargets(pipeline);
  const containers = ecs(access);
  const groups = codedeploy(access);
  const services = near.flatMap((target) => (target.ecs ? [target] : []));
  const looked = await sideBySide(services, async (target): Promise<LookedAt> => {
    const path = [...(paths.get(target.name) ?? []), 'ecs'];
    try {
      const found = await containers.service(target);
      const texts =
        target.strategy === undefined
          ? await tasksTexts(groups, target, found)
          : [
              unusableText(target, found) ??
                (found && unfitText(target, { ...found, desiredCount: 1 })),
            ];
      return { findings: texts.flatMap((text) => (text ? [{ path, text }] : [])), unread: [] };
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      const { account, region, name } = target;
      const unread = `the service of ${name} in ${account} ${region} could not be read: ${thrown.message}`;
      return { findings: [], unread: [unread] };
    }
  });
  return {
    findings: looked.flatMap(({ findings }) => findings),
    unread: looked.flatMap(({ unread }) => unread),
  };
}

/** Of a service that CodeDeploy deploys to: the service, then its group. */
async function tasksTexts(
  { groups }: Deployments,
  target: TargetOf<'tasks'>,
  found: ServiceFound | undefined,
): Promise<(string | undefined)[]> {
  const { application, deploymentGroup } = target.ecs;
  const unusable = unusableTasksText(target, found);
  if (unusable !== undefined) return [unusable];
  const group = (await groups(target, application, [deploymentGroup])).get(deploymentGroup);
  return [unfitGroupText(target, group)];
}
