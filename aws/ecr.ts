// ECR: which image a tag means at this moment.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** An image as it is in its repository. */
export interface ImageFound {
  readonly digest: string;
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly pushedAt: string;
}

export interface Images {
  /**
   * The image by its digest, which no tag can be moved from. Throws `Refused` where that is neither said nor can be
   * asked for.
   */
  pin(image: string): Promise<string>;
  /** What a repository has of that digest or tag; undefined for nothing. */
  find(
    place: Place,
    repository: string,
    id: { readonly digest: string } | { readonly tag: string },
  ): Promise<ImageFound | undefined>;
  /** All images of a repository that have a tag. Throws `Refused` where there is no such repository. */
  list(place: Place, repository: string, which?: 'TAGGED' | 'ANY'): Promise<ImageFound[]>;
  /** Whether an image in ECR is there, by its digest. */
  isThere(image: string): Promise<boolean>;
}

/** One operation of one service, by a name that its host does not have. */
const ECR = {
  service: 'ecr',
  path: '/',
  target: 'AmazonEC2ContainerRegistry_V20150921.DescribeImages',
  host: 'api.ecr',
};

const IN_ECR =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[a-z0-9._/-]+)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

const described = z.object({ imageDetails: z.array(z.object({ imageDigest: z.string() })).min(1) });

const found = z.object({
  imageDetails: z.array(
    z
      .object({
        imageDigest: z.string(),
        imageTags: z.array(z.string()).default([]),
        /** Seconds. */
        imagePushedAt: z.number(),
      })
      .transform(({ imageDigest: digest, imageTags: tags, imagePushedAt }) => ({
        digest,
        tags,
        pushedAt: new Date(imagePushedAt * 1000).toISOString(),
      })),
  ),
  nextToken: z.string().optional(),
});

const MOST_OF_A_PAGE = 1000;

const MISSING = ['ImageNotFoundException', 'RepositoryNotFoundException'];

export function ecr(access: MemberAccess): Images {
  function describe(
    image: string,
    { account, region, repository }: Readonly<Record<'account' | 'region' | 'repository', string>>,
    id: object,
  ): Promise<string> {
    const asked = { registryId: account, repositoryName: repository, imageIds: [id] };
    const called = signedCall(access, { account, region }, ECR, asked);
    return translated(
      `reading image ${image}`,
      called.then((it) => described.parse(it).imageDetails[0]!.imageDigest),
    );
  }

  return {
    find: (place, repository, id) => find(access, { place, repository }, id),
    list: (place, repository, which) => list(access, { place, repository }, which),
    async pin(image) {
      if (BY_DIGEST.test(image)) return image;
      const { account = '', region = '', repository = '', tag } = IN_ECR.exec(image)?.groups ?? {};
      if (tag === undefined)
        throw new Failure(
          'Refused',
          `expected an image by its digest (…@sha256:…), or by a tag in ECR, got ${image}: have the build write the digest that it pushed`,
        );
      const its = { account, region, repository };
      const digest = await describe(image, its, { imageTag: tag }).catch((thrown: unknown) => {
        throw orMissing(thrown, image);
      });
      return `${image.slice(0, -(tag.length + 1))}@${digest}`;
    },
    async isThere(image) {
      const {
        account = '',
        region = '',
        repository = '',
        digest,
      } = IN_ECR.exec(image)?.groups ?? {};
      try {
        await describe(image, { account, region, repository }, { imageDigest: digest });
        return true;
      } catch (thrown) {
        if (isMissing(thrown)) return false;
        throw thrown;
      }
    },
  };
}

interface In {
  readonly place: Place;
  readonly repository: string;
}

async function ask(access: MemberAccess, { place, repository }: In, asked: object) {
  const input = { registryId: place.account, repositoryName: repository, ...asked };
  const called = signedCall(access, place, ECR, input);
  return translated(
    `reading images of ${repository}`,
    called.then((it) => found.parse(it)),
  );
}

async function find(
  access: MemberAccess,
  where: In,
  id: { readonly digest: string } | { readonly tag: string },
): Promise<ImageFound | undefined> {
  const imageId = 'digest' in id ? { imageDigest: id.digest } : { imageTag: id.tag };
  try {
    return (await ask(access, where, { imageIds: [imageId] })).imageDetails[0];
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}

async function list(
  access: MemberAccess,
  where: In,
  tagStatus: 'TAGGED' | 'ANY' = 'TAGGED',
): Promise<ImageFound[]> {
  const all: ImageFound[] = [];
  const asked = { filter: { tagStatus }, maxResults: MOST_OF_A_PAGE };
  let nextToken: string | undefined;
  do {
    const from = nextToken === undefined ? {} : { nextToken };
    const page = await ask(access, where, { ...asked, ...from }).catch((thrown: unknown) => {
      throw orNoRepository(thrown, where);
    });
    all.push(...page.imageDetails);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

function isMissing(thrown: unknown): thrown is Failure {
  return thrown instanceof Failure && MISSING.includes(nameOf(thrown.cause));
}

function orNoRepository(thrown: unknown, { place: { account, region }, repository }: In): unknown {
  if (!isMissing(thrown)) return thrown;
  const text = `expected ECR repository ${repository} in ${account} ${region}, got none of that name`;
  return new Failure('Refused', text, { cause: thrown.cause });
}

function orMissing(thrown: unknown, image: string): unknown {
  if (!isMissing(thrown)) return thrown;
  const text = `expected image ${image} to be there, got none: push it before the build ends, or name it by its digest`;
  return new Failure('Refused', text, { cause: thrown.cause });
}
