// What several targets may name: whoever is first among them makes it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Place } from '../../../aws/clients.ts';
import { copyBucketOf } from '../../../aws/s3.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { ProvisionParts } from './kind.ts';

/** Whether it is the first target of its place that is called so: several pipelines may name the same. */
export function isFirst(
  { targets }: Pick<ProvisionParts, 'targets'>,
  target: TargetDefinition,
  called: (target: TargetDefinition) => string | undefined,
): boolean {
  const { account, region } = target;
  const first = targets.find(
    (it) => it.account === account && it.region === region && called(it) === called(target),
  );
  return first === target;
}

/** Where artifacts are copied to for instances that are not where they were built, and templates that are long. */
export function makeCopyBucket(aws: EmbeddedAws, place: Place): void {
  const name = copyBucketOf(place);
  if (aws.s3.objects.buckets().some((bucket) => bucket.name === name)) return;
  aws.s3.objects.create(name, place.account, place.region);
}
