// How long the traffic of targets shifts, where they say so themselves.

import { kindFor } from './kinds/kinds.ts';
import type { Pace } from './pace.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';

/** By the names of the targets; those of a deployment group say nothing of it. */
export function writtenPacesOf(targets: readonly TargetDefinition[]): ReadonlyMap<string, Pace> {
  return new Map(
    targets.flatMap((target) => {
      const pace = kindFor(target).paceOf(target);
      return pace ? [[target.name, pace] as const] : [];
    }),
  );
}
