// Where a release’s artifact will be copied to: looked at before anything changes.

import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Revision } from '../core/revision.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Throws `Refused`, with the whole reason, where instances could not get the artifact from a bucket beside them. */
export async function refuseUnreachableCopies(
  { artifacts }: Pick<Ports, 'artifacts'>,
  { stages }: PipelineDefinition,
  { artifact, digest }: Pick<Revision, 'artifact' | 'digest'>,
): Promise<void> {
  const far = stages
    .flatMap(targetsOf)
    .filter(
      ({ ec2, account, region }) =>
        ec2 && !(artifact.account === account && artifact.region === region),
    );
  const places = new Map(
    far.map(({ account, region }) => [`${account} ${region}`, { account, region }]),
  );
  await sideBySide([...places.values()], (place) => artifacts.refuseUnreachable(place, digest));
}
