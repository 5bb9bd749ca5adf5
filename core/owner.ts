// Who owns a deployable place: of all pipelines, one may deploy there.

import * as z from 'zod';
import { kindFor } from './kinds/kinds.ts';
import { noun } from './noun.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';

const ownerSchema = z
  .strictObject({
    account: z.string(),
    region: z.string(),
    place: z.string(),
    pipeline: z.string(),
    target: z.string(),
    since: z.string(),
  })
  .readonly();

export type Owner = z.output<typeof ownerSchema>;

export const ownerNoun = noun('owner of a place', ownerSchema);

/**
 * What deploys to a target, in the words of the judge's nodes. Each belongs to one pipeline.
 *
 *     alias live of shop, by group shop/live  →  'lambda shop:live', 'codedeploy shop/live'
 *     instances of group shop/hosts           →  'codedeploy shop/hosts'
 */
export function placesOf(target: TargetDefinition): string[] {
  return kindFor(target)
    .placesOf(target)
    .map(({ node }) => node);
}

/**
 * What the keys of the owners begin with that a change of a node touches: of a function or a machine, all its
 * aliases.
 */
export function ownersTouchedBy(node: string): string {
  return /^(lambda|machine) /.test(node) && !node.includes(':') ? `${node}:` : node;
}
