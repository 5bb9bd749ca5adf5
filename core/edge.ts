// What serves at the edge is measured in one region, wherever its target is.

export const EDGE_REGION = 'us-east-1';

const EDGE = ['AWS/CloudFront', 'AWS/Route53'];

interface Metric {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A web ACL of a region names that: one that does not is CloudFront's. */
export function isOfTheEdge({ namespace, dimensions }: Metric): boolean {
  if (namespace === 'AWS/WAFV2') return !Object.hasOwn(dimensions, 'Region');
  return EDGE.includes(namespace);
}
