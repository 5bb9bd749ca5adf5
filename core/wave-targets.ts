// The targets of a wave: those that it goes on with, and those that it has left behind.

import type { LeftBehind } from './behind.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import type { Wave } from './wave.ts';

/** What it has left behind. */
export function behindOf(wave: Wave): readonly LeftBehind[] {
  return wave.behind ?? [];
}

/** All that it was to deploy to: what it has left behind as well. */
export function plannedTargetsOf(wave: Wave): readonly TargetDefinition[] {
  return [...wave.plan.targets, ...behindOf(wave).map(({ target }) => target)];
}
