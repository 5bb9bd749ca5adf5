// Where a release’s artifact will be copied to: looked at before anything changes.

import type { Place } from '../aws/clients.ts';
import type { PinnedArtifact } from '../aws/s3.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { isNear } from './kinds/artifact.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Throws `Refused`, with the whole reason, where instances could not get the artifact from a bucket beside them. */
export async function refuseUnreachableCopies(
  { artifacts }: Pick<Ports, 'artifacts'>,
  { stages }: PipelineDefinition,
  { artifact, digest }: Pick<Revision, 'artifact' | 'digest'>,
): Promise<void> {
  const far = farPlacesOf(stages.flatMap(targetsOf), artifact);
  await sideBySide(far, (place) => artifacts.refuseUnreachable(place, digest));
}

/** Where instances are that fetch the artifact from a copy, each place once. */
export function farPlacesOf(
  targets: readonly TargetDefinition[],
  artifact: PinnedArtifact | undefined,
): readonly Place[] {
  if (artifact === undefined) return [];
  const far = targets.filter(
    (target) => kindFor(target).getsOf(target) === 'copy' && !isNear({ artifact }, target),
  );
  const places = new Map(
    far.map(({ account, region }) => [`${account} ${region}`, { account, region }]),
  );
  return [...places.values()];
}
