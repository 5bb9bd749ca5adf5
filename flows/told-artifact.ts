// What tests, hooks and builds are told of a revision: where its bytes lie, or those of each of its parts.

import type { Revision } from '../core/revision.ts';

type Bytes = Pick<Revision, 'artifact' | 'images' | 'digest'>;

export function toldArtifact({ artifact, parts }: Revision) {
  return {
    ...(artifact && { artifact: placeOf(artifact) }),
    ...(parts && { parts: toldParts(parts) }),
  };
}

function toldParts(parts: NonNullable<Revision['parts']>) {
  const all = Object.entries(parts).map(([part, bytes]) => [part, toldPart(bytes)] as const);
  return Object.fromEntries(all);
}

function toldPart({ digest, artifact, images }: Bytes) {
  return { digest, ...(artifact ? { artifact: placeOf(artifact) } : images && { images }) };
}

function placeOf({ bucket, key, version }: NonNullable<Revision['artifact']>) {
  return { bucket, key, version };
}
