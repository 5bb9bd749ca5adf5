// What a service of ECS keeps of what it once ran, and whether it runs anything: whoever deploys to it.

import type { ServiceTarget } from '../../aws/ecs-forms.ts';
import { labelOf } from '../../core/revision.ts';
import { hasImages } from '../../core/service-truth.ts';
import type { Ports } from '../ports.ts';
import type { Keeps } from './kind.ts';

export const keeps: Keeps<ServiceTarget> = {
  keptAs: (_target, { functionVersion = 'unknown' }) => `task definition ${functionVersion}`,
  async isKept(ports, target, { functionVersion, revision }) {
    if (functionVersion === undefined) return false;
    const found = await ports.containers.definition(target, functionVersion);
    return found !== undefined && hasImages(found.images, revision);
  },
  madeAgain: ({ revision }) =>
    `registered anew from the task definition that the service has then, with the images of ${labelOf(revision)}`,
  hasCopy: async () => false,
};

/** ECS calls it a success where no task was to be started: nothing runs it. */
export async function emptyText(
  { containers }: Ports,
  target: ServiceTarget,
): Promise<string | undefined> {
  const found = await containers.service(target);
  if (found === undefined) return 'its service is not there any more';
  return found.desiredCount > 0
    ? undefined
    : 'its service wants no tasks any more, a desired count of 0: nothing runs it';
}
