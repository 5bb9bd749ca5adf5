// Brings a second set of tasks to a service of ECS, with the images of the release, by CodeDeploy.

import { definitionArn, type ServiceFound } from '../../aws/ecs-forms.ts';
import { appSpecParts } from '../../core/app-spec.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import { groupFor } from './groups.ts';
import type { Starts, Wanted } from './kind.ts';
import { currentOf, hasIt, refused, registerFor } from './service-definition.ts';
import { idleText, unfitGroupText, unusableTasksText } from './tasks-unfit.ts';

type Target = TargetOf<'tasks'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing, mark } = wanted;
    const found = await serviceOf(ports, wanted);
    const current = await currentOf(ports, target, found);
    const { definition: from, taskSets, port } = found;
    // A stopped deployment leaves a second set there, and some of the traffic on it.
    if (taskSets.length === 1 && hasIt(wanted, current)) {
      await noted({ functionVersion: from, fromVersion: from });
      return undefined;
    }
    const last = await lastSpec(ports, wanted);
    const to = await registerFor(ports, wanted, current);
    await noted({ functionVersion: to, fromVersion: from });
    const atOnce = doing === 'rollBack';
    const definition = definitionArn(target, to);
    const input = { kind: 'tasks', definition, ...port!, ...last, atOnce } as const;
    return { id: await ports.deployments.start(target, input, mark) };
  },
};

async function serviceOf(ports: Ports, { target, doing }: Wanted<Target>): Promise<ServiceFound> {
  const found = await ports.containers.service(target);
  const problem =
    unusableTasksText(target, found) ??
    // A way back is tried whatever stands against it.
    (doing === 'deploy' && found ? idleText(target, found) : undefined);
  if (found === undefined || problem !== undefined) throw refused(problem ?? '');
  return found;
}

/**
 * What the group's last deployment that succeeded said of the service, besides its tasks; its hooks too, but for a way
 * back: one that is broken would bar it.
 */
async function lastSpec(ports: Ports, { target, doing }: Wanted<Target>) {
  const group = await groupFor(ports, target);
  const problem = unfitGroupText(target, group);
  if (problem !== undefined) throw refused(problem);
  const content = group?.last && (await ports.deployments.appSpec(target, group.last));
  const { properties, hooks } = appSpecParts(content || undefined);
  return { properties, hooks: doing === 'rollBack' ? [] : hooks };
}
