// Looks at the sites that a pipeline deploys to: whether their buckets, distributions and origins are there.

import { cloudfront } from '../aws/cloudfront.ts';
import { siteBucketThere } from '../aws/site-files.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import type { LookedAt } from './look-at-services.ts';

type Site = TargetOf<'site'>;

export async function lookAtSites(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const paths = pathsOfTargets(pipeline);
  const sites = near.filter((target): target is Site => target.site !== undefined);
  const looked = await sideBySide(sites, async (target) => {
    const path = [...(paths.get(target.name) ?? []), 'site'];
    const found = await Promise.all([
      read(target, 'bucket', () => againstBucket(access, target, path)),
      read(target, 'distribution', () => againstDistribution(access, target, path)),
    ]);
    return {
      findings: found.flatMap((it) => it.findings),
      unread: found.flatMap((it) => it.unread),
    };
  });
  return {
    findings: looked.flatMap(({ findings }) => findings),
    unread: looked.flatMap(({ unread }) => unread),
  };
}

type Path = Finding['path'];

async function againstBucket(access: MemberAccess, target: Site, path: Path): Promise<Finding[]> {
  const { account, region, site } = target;
  if (await siteBucketThere(access, target)) return [];
  const text = `expected the bucket ${site.bucket} in ${account} ${region}, got none: make it first (tidegate needs)`;
  return [{ path: [...path, 'bucket'], text }];
}

/** An origin that cannot be told is refused by whoever reads it, and the reason says what to write. */
async function againstDistribution(
  access: MemberAccess,
  target: Site,
  path: Path,
): Promise<Finding[]> {
  const { account, site } = target;
  try {
    if (await cloudfront(access).read(target)) return [];
    const text = `expected account ${account} to have the distribution ${site.distribution}, got none: make it first, or write the id of one that is there`;
    return [{ path: [...path, 'distribution'], text }];
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    const key = site.origin === undefined ? 'distribution' : 'origin';
    return [{ path: [...path, key], text: thrown.message }];
  }
}

async function read(
  { name, account, region }: Site,
  what: string,
  look: () => Promise<Finding[]>,
): Promise<LookedAt> {
  try {
    return { findings: await look(), unread: [] };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    const text = `the ${what} of ${name} in ${account} ${region} could not be read: ${thrown.message}`;
    return { findings: [], unread: [text] };
  }
}
