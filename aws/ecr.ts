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
}

/** One operation of one service, by a name that its host does not have. */
const ECR = {
  service: 'ecr',
  path: '/',
  target: 'AmazonEC2ContainerRegistry_V20150921.DescribeImages',
  host: 'api.ecr',
};

const IN_ECR =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[a-z0-9._/-]+)(?::(?<tag>[\w.-]+))?$/;

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

const described = z.object({ imageDetails: z.array(z.object({ imageDigest: z.string() })).min(1) });

const MISSING = ['ImageNotFoundException', 'RepositoryNotFoundException'];

export function ecr(access: MemberAccess): Images {
  return {
    async pin(image) {
      if (BY_DIGEST.test(image)) return image;
      const { account = '', region = '', repository = '', tag } = IN_ECR.exec(image)?.groups ?? {};
      if (tag === undefined)
        throw new Failure(
          'Refused',
          `expected an image by its digest (…@sha256:…), or by a tag in ECR, got ${image}: have the build write the digest that it pushed`,
        );
      const asked = {
        registryId: account,
        repositoryName: repository,
        imageIds: [{ imageTag: tag }],
      };
      const called = signedCall(access, { account, region }, ECR, asked);
      const digest = await translated(
        `reading image ${image}`,
        called.then((it) => described.parse(it).imageDetails[0]!.imageDigest),
      ).catch((thrown: unknown) => {
        throw orMissing(thrown, image);
      });
      return `${image.slice(0, -(tag.length + 1))}@${digest}`;
    },
  };
}

function orMissing(thrown: unknown, image: string): unknown {
  if (!(thrown instanceof Failure) || !MISSING.includes(nameOf(thrown.cause))) return thrown;
  const text = `expected image ${image} to be there, got none: push it before the build ends, or name it by its digest`;
  return new Failure('Refused', text, { cause: thrown.cause });
}
