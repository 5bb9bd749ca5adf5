// Where a revision's artifact lies, and where a target can fetch it.

import type { Place } from '../../aws/clients.ts';
import type { Revision } from '../../core/revision.ts';

export function isNear(
  { artifact }: Pick<Revision, 'artifact'>,
  { account, region }: Place,
): boolean {
  return artifact?.account === account && artifact.region === region;
}
