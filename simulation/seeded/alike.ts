// Revisions that are the same on a target: stacks whose templates differ in nothing but what they are called.

import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Scenario } from '../world/scenario.ts';
import { alikeTo } from '../world/stack-template.ts';

type Templates = Pick<Scenario, 'templates'>;

/** The revision, and all that are the same on that target. */
export function sameAs<Name extends string | null | undefined>(
  { templates }: Templates,
  target: Pick<TargetDefinition, 'stack'> | undefined,
  revision: Name,
): (Name | string)[] {
  if (target?.stack === undefined || typeof revision !== 'string') return [revision];
  return [revision, ...alikeTo(revision, templates)];
}

export function isSameOn(
  scenario: Templates,
  target: Pick<TargetDefinition, 'stack'> | undefined,
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  return sameAs(scenario, target, one).includes(other);
}
