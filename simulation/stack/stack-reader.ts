// A template and what its intrinsic functions give where it stands.

import type { Intrinsics } from './intrinsics.ts';
import type { Resource, Template } from './template.ts';

export interface Reader {
  readonly template: Template;
  readonly intrinsics: Intrinsics;
}

/** The resources of a type that are there, by their names in the template. */
export function ofType(
  { template, intrinsics }: Reader,
  type: string,
): (readonly [id: string, Resource])[] {
  return Object.entries(template.Resources).filter(
    ([, { Type, Condition }]) => Type === type && intrinsics.holds(Condition),
  );
}
