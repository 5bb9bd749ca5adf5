// What a revision brings to a function: the artifact itself, or one of the images that it says.

import type { Revision } from './revision.ts';
import { ANY_CONTAINER } from './service-truth.ts';

/**
 * The image that goes by that name, by its digest, as it is pulled in a region: Lambda takes one from no other. A
 * digest is the same wherever an image was replicated to. Undefined where the revision says none.
 *
 *     receipts, { receipts: …ecr.eu-west-1…/r@sha256:… }, us-east-1  →  …ecr.us-east-1…/r@sha256:…
 *     receipts, { '*': …/r@sha256:… }                                →  that one
 *     receipts, { app: …/a@sha256:… }                                →  undefined
 */
export function imageIn(
  name: string,
  { images = {} }: Pick<Revision, 'images'>,
  region: string,
): string | undefined {
  const said = images[name] ?? images[ANY_CONTAINER];
  return said?.replace(/^(\d{12}\.dkr\.ecr\.)[a-z0-9-]+(?=\.)/, `$1${region}`);
}

/** The digest of the code that a version has which was published of a revision; undefined where it brings none. */
export function codeDigestOf(
  image: string | undefined,
  { digest, images }: Pick<Revision, 'digest' | 'images'>,
): string | undefined {
  if (image === undefined) return digest;
  return imageIn(image, { ...(images && { images }) }, '')?.split('@')[1];
}
