// The images of a revision: what its artifact says, each pinned by its digest once, so that no tag moves under it.

import { zipEntry } from '../aws/zip-entry.ts';
import { IMAGE_FILES, type Images, imagesIn } from '../core/admission/image-files.ts';
import { Failure } from '../core/failure.ts';
import { imageIn } from '../core/function-code.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { artifactIn, type Revision } from '../core/revision.ts';
import type { Ports } from './ports.ts';

/** Of an artifact, and of what it says of images. */
const MOST_BYTES = { artifact: 50 * 1024 * 1024, file: 64 * 1024 };

/**
 * The revision with its images, where one of the targets is to get any. Throws `Refused` where the artifact says
 * none, or one that cannot be pinned.
 */
export async function withImages(
  ports: Ports,
  targets: readonly TargetDefinition[],
  revision: Revision,
): Promise<Revision> {
  const isAsked = targets.some((target) => kindFor(target).getsOf(target) === 'images');
  if (!isAsked) return revision;
  if (revision.images !== undefined) {
    for (const target of targets) refuseWithout(target, revision.images);
    return revision;
  }
  const said = await saidIn(ports, revision);
  const images: Record<string, string> = {};
  for (const [container, image] of Object.entries(said))
    images[container] = await ports.images.pin(image);
  for (const target of targets) refuseWithout(target, images);
  return { ...revision, images };
}

/** A function takes images of ECR alone; which containers a service has, only its task definition says. */
function refuseWithout({ name, lambda, region }: TargetDefinition, images: Images): void {
  if (lambda?.image === undefined) return;
  const image = imageIn(lambda.image, { images }, region);
  if (image !== undefined && IN_ECR.test(image)) return;
  const got = image ?? `images for ${Object.keys(images).join(', ')}`;
  throw new Failure(
    'Refused',
    `expected the build to say an image in ECR that is called ${lambda.image}, for function ${lambda.function} of ` +
      `${name}, got ${got}`,
  );
}

const IN_ECR = /^\d{12}\.dkr\.ecr\./;

async function saidIn(ports: Ports, revision: Revision): Promise<Images> {
  const { digest } = revision;
  const artifact = artifactIn(revision);
  const bytes = await ports.artifacts.read(artifact, digest, MOST_BYTES.artifact);
  const archive = Buffer.from(bytes);
  for (const file of IMAGE_FILES) {
    const text = zipEntry(archive, file, MOST_BYTES.file);
    if (text === undefined) continue;
    const said = imagesIn(file, text);
    if ('images' in said) return said.images;
    throw new Failure('Refused', said.problem);
  }
  const { bucket, key } = artifact;
  throw new Failure(
    'Refused',
    `expected the artifact s3://${bucket}/${key} to be a zip archive with ${IMAGE_FILES.join(' or ')} at its root, ` +
      'for its targets that get images, got neither: have the build write which image it pushed',
  );
}
