// ECR: images by tags, which can be moved, and by digests, which cannot.

import * as z from 'zod';
import { AwsError, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface Ecr {
  readonly service: Service;
  /** Pushes an image under a tag, or moves that tag to it. */
  push(place: Place, repository: string, tag: string, digest: string): void;
}

const Describe = z.object({
  registryId: text.optional(),
  repositoryName: text,
  imageIds: z
    .array(z.object({ imageTag: text.optional(), imageDigest: text.optional() }))
    .min(1)
    .max(100),
});

export function ecr(): Ecr {
  const repositories = places(() => new Map<string, Map<string, string>>());
  return {
    service: {
      id: 'ecr',
      operations: {
        DescribeImages: (input, call) => {
          const asked = parseInput(Describe, input, 'InvalidParameterException');
          const { registryId = call.account, repositoryName, imageIds } = asked;
          const place = { account: registryId, region: call.region };
          const tags = repositories.at(place).get(repositoryName);
          if (!tags)
            throw new AwsError(
              'RepositoryNotFoundException',
              `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
            );
          return { imageDetails: imageIds.map((id) => detailOf(repositoryName, tags, id)) };
        },
      },
    },
    push(place, repository, tag, digest) {
      const known = repositories.at(place).get(repository) ?? new Map<string, string>();
      repositories.at(place).set(repository, known.set(tag, digest));
    },
  };
}

function detailOf(
  repositoryName: string,
  tags: ReadonlyMap<string, string>,
  { imageTag, imageDigest }: { imageTag?: string | undefined; imageDigest?: string | undefined },
) {
  const digest = imageTag === undefined ? imageDigest : tags.get(imageTag);
  const own = [...tags].filter(([, its]) => its === digest).map(([tag]) => tag);
  if (digest === undefined || own.length === 0)
    throw new AwsError(
      'ImageNotFoundException',
      `The image with imageId {imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'} does not exist within the repository with name '${repositoryName}'`,
    );
  return { repositoryName, imageDigest: digest, imageTags: own };
}
