// Deployments of configurations, as AppConfig has them.

import { textIn } from '@tidegate/embedded-aws/services/appconfig/appconfig';
import type { Deployment } from '@tidegate/embedded-aws/services/appconfig/store';
import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { revisionOfConfig } from '../../world/config-content.ts';
import { placeOf } from '../../world/kinds/app-config.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';

/** In the order of their starts; nothing of a target that is none. */
export function configsOf({ aws }: World, target: TargetDefinition): DeploymentRecord[] {
  if (target.appConfig === undefined) return [];
  const { environment, profile } = placeOf(aws, target);
  return environment.deployments
    .filter((each) => each.profile === profile && each.log.length > 0)
    .map((each) => ({
      id: `${environment.id}/${each.number}`,
      target: target.name,
      revision: revisionOf(each) ?? null,
      description: each.description,
      status: STATUS[each.state] ?? 'InProgress',
      createdAt: each.startedAt.getTime(),
      completedAt: each.completedAt?.getTime(),
    }))
    .toReversed();
}

const STATUS: Readonly<Record<string, DeploymentRecord['status']>> = {
  COMPLETE: 'Succeeded',
  REVERTED: 'Succeeded',
  ROLLED_BACK: 'Stopped',
};

function revisionOf({ version }: Deployment): string | undefined {
  return revisionOfConfig(textIn(version.content));
}

interface Asked {
  readonly EnvironmentId?: string;
  readonly ConfigurationProfileId?: string;
}

/** The target whose environment and profile a call names. */
export function configTargetOf(
  { aws, targets }: World,
  { input }: Pick<FaultedCall, 'input'>,
): TargetOf<'appConfig'> | undefined {
  const { EnvironmentId, ConfigurationProfileId } = input as Asked;
  return targets.find((it): it is TargetOf<'appConfig'> => {
    if (it.appConfig === undefined) return false;
    const { environment, profile } = placeOf(aws, it);
    return environment.id === EnvironmentId && profile.id === ConfigurationProfileId;
  });
}

/** The revision that a call has begun to deploy. */
export function revisionOfStart(world: World, made: FaultedCall): string | undefined {
  const target = configTargetOf(world, made);
  const [last] = target ? placeOf(world.aws, target).environment.deployments : [];
  return last && revisionOf(last);
}
