// The simulated AWS account and region that Tidegate runs in.

import { partitionOf } from '../../core/partition.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Home } from '../stack/template.ts';
import type { Scenario } from './scenario.ts';

export const home: Home = { account: '111122223333', region: 'us-east-1' };

/** What a Tidegate in a world is deployed with. */
export function deployedWith(artifactBuckets: readonly string[]): Readonly<Record<string, string>> {
  return { ArtifactBuckets: artifactBuckets.join(','), ExternalId: 'tidegate-of-a-world' };
}

/** The one bucket that the simulated builds put their artifacts into. */
export const artifactBucket = `tidegate-artifacts-${home.account}`;

/** Which buckets artifacts may be in. What a raw event says may be in any. */
export function artifactBucketsOf(
  { builds }: Pick<Scenario, 'builds'>,
  pipelines: readonly Pick<PipelineDefinition, 'source'>[],
  takesEvents = false,
): string[] {
  const isRaw = takesEvents || builds.some(({ event }) => event !== undefined);
  const own = pipelines.flatMap(({ source }) =>
    [source, ...Object.values(source.bundle ?? {})].flatMap(({ s3 }) => s3?.bucket ?? []),
  );
  const buckets = isRaw ? ['*'] : [...new Set([artifactBucket, ...own])];
  return buckets.map((bucket) => `arn:${partitionOf(home.region)}:s3:::${bucket}`);
}
