// The tasks of a service of ECS, of which CodeDeploy brings a second set.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { groupArn, listenerArn } from '../telemetry/target-groups.ts';
import { layImage, provisionService, revisionIn, serviceOf, serviceWatchedAs } from './ecs.ts';
import { provisionGroup } from './group.ts';
import type { Kind } from './kind.ts';

export const tasks: Kind<TargetOf<'tasks'>> = {
  provision(parts, target) {
    const { cluster, service: name } = target.ecs;
    provisionService(parts, target, 'CODE_DEPLOY');
    const balanced = {
      groups: [groupArn(target, 'blue'), groupArn(target, 'green')] as const,
      listener: listenerArn(target),
    };
    provisionGroup(parts, target, { platform: 'ECS', service: { cluster, name }, balanced });
  },

  lay: (aws, target, { revision }) => layImage(aws, target, revision),

  shares(parts, target) {
    const service = serviceOf(parts.aws, target);
    if (service.status !== 'ACTIVE') return [{ revision: undefined, part: 1 }];
    return service.taskSets
      .filter(({ share }) => share > 0)
      .map(({ definition, share }) => ({
        revision: revisionIn(parts, service, definition),
        part: share,
      }));
  },

  watchedAs: serviceWatchedAs,
};
