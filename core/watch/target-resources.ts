// What of a target can be watched.

import { kindFor } from '../kinds/kinds.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { WatchedResource } from '../pipeline/watch-schema.ts';
import { nodeOf } from './resources.ts';

/** The resources of a target: what is deployed to, and what it names to be watched; each once. */
export function resourcesOf(target: TargetDefinition): WatchedResource[] {
  const all = [...kindFor(target).resourcesOf(target), ...(target.watch ?? [])];
  return all.filter(
    (each, index) => all.findIndex((other) => nodeOf(other) === nodeOf(each)) === index,
  );
}
