// Where a release’s artifact will be copied to: looked at before anything changes.

import type { Place } from '../aws/clients.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import { revisionFor } from '../core/part.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Artifact, Revision } from '../core/revision.ts';
import { isNear } from './kinds/artifact.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Throws `Refused`, with the whole reason, where instances could not get the artifact from a bucket beside them. */
export async function refuseUnreachableCopies(
  { artifacts }: Pick<Ports, 'artifacts'>,
  { stages }: PipelineDefinition,
  revision: Revision,
): Promise<void> {
  const far = farCopiesOf(stages.flatMap(targetsOf), revision);
  await sideBySide(far, ({ place, digest }) => artifacts.refuseUnreachable(place, digest));
}

/** An artifact, and a place where instances fetch it from a copy. */
export interface FarCopy {
  readonly place: Place;
  readonly artifact: Artifact;
  readonly digest: string;
}

/** Each place once, for each part that is fetched there. */
export function farCopiesOf(
  targets: readonly TargetDefinition[],
  whole: Revision,
): readonly FarCopy[] {
  const copies = new Map<string, FarCopy>();
  for (const target of targets) {
    const { artifact, digest } = revisionFor(target, whole);
    if (artifact === undefined || kindFor(target).getsOf(target) !== 'copy') continue;
    if (isNear({ artifact }, target)) continue;
    const place = { account: target.account, region: target.region };
    copies.set(`${place.account} ${place.region} ${digest}`, { place, artifact, digest });
  }
  return [...copies.values()];
}
