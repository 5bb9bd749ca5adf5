// What a target gets a revision from: the artifact, or where it is a function of an image, that image.

import { imageIn } from '../core/function-code.ts';
import { revisionFor, wholesOf } from '../core/part.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Artifact, Revision } from '../core/revision.ts';
import { ANY_CONTAINER } from '../core/service-truth.ts';
import type { Ports } from './ports.ts';

export interface Source {
  readonly what: 'artifact' | 'image';
  /** What it is called: `s3://…`, `…@sha256:…`. */
  readonly text: string;
  /** What to do where it is not there any more. */
  readonly help: string;
  isThere(ports: Ports): Promise<boolean>;
}

function artifactText({ bucket, key, version }: Artifact): string {
  return `s3://${bucket}/${key} (version ${version})`;
}

export function sourceOf(target: TargetDefinition, whole: Revision): Source {
  const revision = revisionFor(target, whole);
  return imageSource(target, revision) ?? ownSourceOf(revision);
}

/** All that a revision is: of what has parts, each of them. */
export function ownSourcesOf(revision: Revision): readonly Source[] {
  return wholesOf(revision).map(ownSourceOf);
}

/** What a revision itself is, whichever target gets it. */
function ownSourceOf({ artifact, images }: Revision): Source {
  return artifact ? artifactSource(artifact) : ownImageSource(images?.[ANY_CONTAINER]);
}

/** Of a revision that is an image and nothing else. */
function ownImageSource(image: string | undefined): Source {
  return {
    what: 'image',
    text: image ?? 'it',
    help: 'push it again, and let no lifecycle policy delete what may be returned to',
    isThere: async ({ images }) => image !== undefined && images.isThere(image),
  };
}

function artifactSource(artifact: Artifact): Source {
  return {
    what: 'artifact',
    text: artifactText(artifact),
    help: 'put the artifact back where it was, and keep artifacts for as long as they may be returned to',
    isThere: ({ artifacts }) => artifacts.isThere(artifact),
  };
}

/** Undefined where it gets no image. A digest needs to be where the function is: Lambda pulls from no other region. */
function imageSource({ lambda, region }: TargetDefinition, revision: Revision): Source | undefined {
  if (lambda?.image === undefined) return undefined;
  const image = imageIn(lambda.image, revision, region);
  return {
    what: 'image',
    text: image ?? lambda.image,
    help: 'push it again, replicate its repository there, and let no lifecycle policy delete what may be returned to',
    isThere: async ({ images }) => image !== undefined && images.isThere(image),
  };
}
