// What of a case is about the resource that is deployed to.

import type { Case } from '../judge/case.ts';

/**
 * The case of the target's first resource alone, the one that is deployed to. Whether a revision is heard at all is
 * to be asked of this one: a table or a queue that others use too goes on telling when the revision is silent.
 */
export function ownCase(it: Case): Case {
  const own = it.metrics[0]?.node;
  return { ...it, metrics: it.metrics.filter(({ node }) => node === own) };
}
