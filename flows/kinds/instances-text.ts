// What is said of the instances of a deployment that has failed.

import type { InstanceRun } from '../../aws/codedeploy-instances.ts';

/** Of so many each is named. */
const NAMED = 5;

/**
 * Those that failed, with what; those whose agent has begun nothing; and those that were to take the place of
 * others and
 * are left over.
 */
export function instancesText(all: readonly InstanceRun[]): string {
  const left = all.filter(({ isNew, hasTraffic }) => isNew && !hasTraffic);
  const brought = all.some(({ isNew }) => isNew) ? all.filter(({ isNew }) => isNew) : all;
  const failed = brought.filter(({ failure }) => failure !== undefined);
  const silent = brought.filter(({ hasFailed, hasBegun }) => hasFailed && !hasBegun);
  return [
    ...failed.slice(0, 1).map(({ id, failure }) => `${id} failed: ${failure}`),
    ...(silent.length > 0
      ? [
          `no agent has begun anything on ${named(silent)}: is it running there, and can it reach CodeDeploy?`,
        ]
      : []),
    ...(left.length > 0 ? [`left over, and to be deleted: ${named(left)}`] : []),
  ].join('; ');
}

function named(all: readonly InstanceRun[]): string {
  const names = all.slice(0, NAMED).map(({ id }) => id);
  const more = all.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
