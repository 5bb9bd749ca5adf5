// ECR: images by tags, which can be moved, and by digests, which cannot.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Service } from '../service.ts';
import type { Emit, NewEvent } from './events/event.ts';
import { number, parseInput, text } from './input.ts';
import { pageOf } from './paging.ts';
import { type Place, places } from './places.ts';

export interface Ecr {
  readonly service: Service;
  /** Pushes an image, or moves that tag to it, and makes its repository. The bus hears of it where it is to. */
  push(
    place: Place,
    repository: string,
    tag: string | undefined,
    digest: string,
    isTold?: boolean,
  ): void;
  /** Deletes an image with its tags, as a lifecycle policy does. */
  remove(place: Place, repository: string, digest: string): void;
  /** The digest of an image by its URI, as whoever pulls it gets it; undefined where there is none. */
  digestOf(uri: string): string | undefined;
}

interface Repository {
  readonly tags: Map<string, string>;
  /** When they were pushed, by their digests: an image stays when its tag is moved. */
  readonly images: Map<string, Date>;
}

const Describe = z.object({
  registryId: text.optional(),
  repositoryName: text,
  imageIds: z
    .array(z.object({ imageTag: text.optional(), imageDigest: text.optional() }))
    .min(1)
    .max(100)
    .optional(),
  filter: z.object({ tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']).optional() }).optional(),
  maxResults: number.min(1).max(1000).default(100),
  nextToken: text.optional(),
});

const URI =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.[a-z.]+\/(?<name>[a-z0-9._/-]+)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

export function ecr(clock: VirtualClock, emit: Emit): Ecr {
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
          if (imageIds)
            return { imageDetails: imageIds.map((id) => detailOf(repositoryName, repository, id)) };
          return pageOfImages(asked, repository);
        },
      },
    },
    push(place, name, tag, digest, isTold = false) {
      const known = repositories.at(place).get(name) ?? { tags: new Map(), images: new Map() };
      if (tag !== undefined) known.tags.set(tag, digest);
      if (!known.images.has(digest)) known.images.set(digest, clock.now());
      repositories.at(place).set(name, known);
      if (isTold) emit(pushEvent(place, name, tag, digest));
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

/** The newest are not first: ECR keeps no order. */
function pageOfImages(
  { repositoryName, filter, maxResults, nextToken }: z.output<typeof Describe>,
  repository: Repository,
) {
  const wanted = filter?.tagStatus ?? 'ANY';
  const all = [...repository.images.keys()]
    .sort()
    .map((imageDigest) => detailOf(repositoryName, repository, { imageDigest }))
    .filter((it) => wanted === 'ANY' || (it.imageTags !== undefined) === (wanted === 'TAGGED'));
  const page = pageOf(all, maxResults, nextToken, 'InvalidParameterException');
  return { imageDetails: page.items, ...(page.nextToken && { nextToken: page.nextToken }) };
}

/** `ECR Image Action`, as ECR writes it of a push. */
function pushEvent(
  { account, region }: Place,
  repository: string,
  tag: string | undefined,
  digest: string,
): NewEvent {
  return {
    'detail-type': 'ECR Image Action',
    source: 'aws.ecr',
    account,
    region,
    resources: [],
    detail: {
      result: 'SUCCESS',
      'repository-name': repository,
      'image-digest': digest,
      'action-type': 'PUSH',
      ...(tag !== undefined && { 'image-tag': tag }),
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
  return {
    repositoryName,
    imageDigest: digest,
    // Seconds, as JSON has them.
    imagePushedAt: (images.get(digest)?.getTime() ?? 0) / 1000,
    ...(imageTags.length > 0 && { imageTags }),
  };
}
