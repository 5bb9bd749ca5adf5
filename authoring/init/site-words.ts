// The words of a site as a target, and what belongs where they are not known.

import type { Deployable } from './discovery.ts';
import type { Unknowns } from './unknowns.ts';

interface Placed {
  readonly found: Pick<Deployable, 'id' | 'site'>;
  readonly unknowns: Unknowns;
  /** What the target is called. */
  readonly name: string;
}

export function site({ found, name, unknowns }: Placed) {
  const { bucket, distribution, isBesideOthers = false } = found.site ?? {};
  const todo = (word: string, reason: string) => unknowns.named(`${name}-${word}`, reason);
  return {
    site: {
      bucket: bucket ?? todo('bucket', 'the bucket with its files'),
      distribution: distribution ?? todo('distribution', `the id of the distribution ${found.id}`),
      ...(isBesideOthers && {
        files: unknowns.named('site-files', 'the folder of the artifact that holds the site'),
      }),
    },
  };
}

/** CloudFront’s metrics are in one region, wherever the bucket is. */
export function alarmsAtEdge(names: readonly string[]) {
  return names.map((name) => ({ name, region: 'us-east-1' }));
}
