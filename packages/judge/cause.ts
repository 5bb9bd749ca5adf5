// The likely cause: the sick node that no sick callee explains.

import type { Case } from './case.ts';

/** From this e-value on a node is called sick when causes are ranked; it convicts no one. */
const sick = 10;

/** X-Ray's names for what it only infers from a caller's side: not a service that anyone deploys. */
const inferred = /_(remote|client)$/;

/**
 * Ranks nodes from the likeliest cause on. Harm travels from callee to caller, so a sick node whose callee is
 * sick too comes after one whose callees are well, and what a tracer only inferred after what reports itself.
 *
 *     shop 900, cart 50, shop calls cart      →  cart, shop
 *     shop 900, cart 2, shop calls cart       →  shop, cart
 *     cart_remote 900, cart 50                →  cart, cart_remote
 */
export function rankCauses(
  evidence: ReadonlyMap<string, number>,
  edges: Case['edges'],
): readonly string[] {
  const isSick = (node: string) => (evidence.get(node) ?? 0) >= sick;
  const explained = new Set<string>();
  for (const [caller, callee] of edges)
    if (caller !== callee && isSick(callee)) explained.add(caller);
  const rank = (node: string) => {
    if (!isSick(node)) return 3;
    if (explained.has(node)) return 2;
    return inferred.test(node) ? 1 : 0;
  };
  return [...evidence.keys()].sort(
    (a, b) => rank(a) - rank(b) || (evidence.get(b) ?? 0) - (evidence.get(a) ?? 0),
  );
}
