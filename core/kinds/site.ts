// A static site on S3 and CloudFront.

import type { TargetOf } from '../pipeline/target-schema.ts';
import { nodeOf } from '../watch/resources.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'site'>;

export const site: Kind<Target> = {
  word: 'CloudFront',
  // Each update takes the whole of a distribution.
  placesOf: (target) => [{ what: 'distribution', node: distributionNode(target) }],
  deployedTo: (target) => [distributionNode(target), nodeOf(resourceOf(target))],
  // Its metrics are in us-east-1, wherever the bucket is: an alarm there says its region.
  resourcesOf: (target) => [resourceOf(target)],
  codeOf: ({ site: { bucket } }) => bucket,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: () => undefined,
  getsOf: () => 'artifact',
  // CloudFront tells nobody: its edges take minutes, and its caches another one.
  quietSeconds: () => 300,
  hasVersions: true,
};

function resourceOf({ site: { distribution } }: Target) {
  return { cloudFront: { distribution } };
}

function distributionNode({ site: { distribution } }: Target): string {
  return `cloudfront ${distribution}`;
}
