// ECR: images by tags, which can be moved, and by digests, which cannot.

import * as z from 'zod';
import { AwsError, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface Ecr {
  readonly service: Service;
  /** Pushes an image under a tag, or moves that tag to it. */
  push(place: Place, repository: string, tag: string, digest: string): void;
  /** Deletes an image with its tags, as a lifecycle policy does. */
  remove(place: Place, repository: string, digest: string): void;
  /** The digest of an image by its URI, as whoever pulls it gets it; undefined where there is none. */
  digestOf(uri: string): string | undefined;
}

interface Repository {
  readonly tags: Map<string, string>;
  /** By their digests: an image stays when its tag is moved. */
  readonly images: Set<string>;
}

const Describe = z.object({
  registryId: text.optional(),
  repositoryName: text,
  imageIds: z
    .array(z.object({ imageTag: text.optional(), imageDigest: text.optional() }))
    .min(1)
    .max(100),
});

const URI =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.[a-z.]+\/(?<name>[a-z0-9._/-]+)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

export function ecr(): Ecr {
  const repositories = places(() => new Map<string, Repository>());
  return {
    service: {
      id: 'ecr',
      operations: {
        DescribeImages: (input, call) => {
          const asked = parseInput(Describe, input, 'InvalidParameterException');
          const { registryId = call.account, repositoryName, imageIds } = asked;
          const place = { account: registryId, region: call.region };
          const repository = repositories.at(place).get(repositoryName);
          if (!repository)
            throw new AwsError(
              'RepositoryNotFoundException',
              `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
            );
          return { imageDetails: imageIds.map((id) => detailOf(repositoryName, repository, id)) };
        },
      },
    },
    push(place, name, tag, digest) {
      const known = repositories.at(place).get(name) ?? { tags: new Map(), images: new Set() };
      known.tags.set(tag, digest);
      known.images.add(digest);
      repositories.at(place).set(name, known);
    },
    remove(place, name, digest) {
      const { tags, images } = repositories.at(place).get(name) ?? {};
      images?.delete(digest);
      for (const [tag, its] of [...(tags ?? [])]) if (its === digest) tags?.delete(tag);
    },
    digestOf(uri) {
      const { account = '', region = '', name = '', tag, digest } = URI.exec(uri)?.groups ?? {};
      const { tags, images } = repositories.at({ account, region }).get(name) ?? {};
      const wanted = digest ?? tags?.get(tag ?? 'latest');
      return wanted !== undefined && images?.has(wanted) ? wanted : undefined;
    },
  };
}

function detailOf(
  repositoryName: string,
  { tags, images }: Repository,
  { imageTag, imageDigest }: { imageTag?: string | undefined; imageDigest?: string | undefined },
) {
  const digest = imageTag === undefined ? imageDigest : tags.get(imageTag);
  if (digest === undefined || !images.has(digest))
    throw new AwsError(
      'ImageNotFoundException',
      `The image with imageId {imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'} does not exist within the repository with name '${repositoryName}'`,
    );
  const imageTags = [...tags].filter(([, its]) => its === digest).map(([tag]) => tag);
  return { repositoryName, imageDigest: digest, ...(imageTags.length > 0 && { imageTags }) };
}
