// ECR: which image a tag means at this moment.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Images {
  /**
   * The image by its digest, which no tag can be moved from. Throws `Refused` where that is neither said nor can be
   * asked for.
   */
  pin(image: string): Promise<string>;
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

function isMissing(thrown: unknown): thrown is Failure {
  return thrown instanceof Failure && MISSING.includes(nameOf(thrown.cause));
}

function orMissing(thrown: unknown, image: string): unknown {
  if (!isMissing(thrown)) return thrown;
  const text = `expected image ${image} to be there, got none: push it before the build ends, or name it by its digest`;
  return new Failure('Refused', text, { cause: thrown.cause });
}
