// AWS's partitions: each has accounts, regions and ARNs of its own.

const BY_PREFIX: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eusc-', 'aws-eusc'],
];

/**
 * The partition that a region is in, as ARNs name it.
 *
 *     eu-west-1       →  aws
 *     cn-north-1      →  aws-cn
 *     us-gov-west-1   →  aws-us-gov
 *     us-isob-east-1  →  aws-iso-b
 */
export function partitionOf(region: string): string {
  return BY_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
