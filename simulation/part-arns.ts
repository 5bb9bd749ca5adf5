// The objects and images that a release has had as its parts, as their own sources know them.

import { partitionOf } from '../core/partition.ts';
import type { Revision } from '../core/revision.ts';
import { objectArn } from '../flows/sources/objects.ts';

const IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/(.+)$/;

export function partArns({ parts = {} }: Revision): string[] {
  return Object.values(parts).flatMap(({ artifact, images = {} }) => {
    if (artifact) return [objectArn(artifact, artifact)];
    return Object.values(images).flatMap((image) => {
      const [, account, region = '', repository] = IMAGE.exec(image) ?? [];
      if (account === undefined) return [];
      return [`arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}`];
    });
  });
}
