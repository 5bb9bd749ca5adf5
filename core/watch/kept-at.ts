// Where a metric that a target names itself is kept, where that is not beside it.

import { EDGE_REGION, isOfTheEdge } from '../edge.ts';
import type { KeptMetric } from '../pipeline/watch-schema.ts';

interface KeptAt {
  readonly account?: string;
  readonly region?: string;
}

/**
 * What is told of it, and what AWS says: what serves at the edge is measured in one region alone, whoever looks.
 *
 *     Shop/PaymentsRefused                            →  {}
 *     Shop/PaymentsRefused, region: eu-central-1      →  { region: 'eu-central-1' }
 *     AWS/CloudFront, AWS/Route53                     →  { region: 'us-east-1' }
 *     AWS/WAFV2 of a web ACL that names no Region     →  { region: 'us-east-1' }
 */
export function keptAt(told: KeptMetric): KeptAt {
  const { account, region = isOfTheEdge(told) ? EDGE_REGION : undefined } = told;
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

/** The same as a whole place. */
export function placeOfMetric(
  told: KeptMetric,
  { account, region }: Required<KeptAt>,
): Required<KeptAt> {
  return { account, region, ...keptAt(told) };
}
