// Whose deployment may be stopped for another one.

import type { Deployment } from '../core/deployment.ts';
import { deploymentMark, LEG } from '../core/intent.ts';
import type { Installation } from './intend.ts';

/** A rollback stops what it takes back, and a new try the one before it; nobody else's is ever stopped. */
export function isToBeStopped(
  { description }: Deployment,
  { doing, release, wave, target, drill, stops = [] }: Installation,
): boolean {
  const mine = deploymentMark({ doing, release, wave, ...(drill && { drill }) }, target.name);
  const isEarlierTry = description === mine || description.startsWith(`${mine} attempt `);
  const isDrilled = drill === undefined && description.startsWith(`${mine}${LEG}`);
  const isOfRelease = isDrilled || description.startsWith(`tidegate deploy ${release} `);
  const isTakenBack = doing === 'rollBack' && isOfRelease;
  const isStopped = stops.some(
    (id) =>
      description.startsWith(`tidegate deploy ${id} `) ||
      description.startsWith(`tidegate rollBack ${id} `),
  );
  return isEarlierTry || isTakenBack || isStopped;
}
