// Which version of a function served which part of its requests, minute by minute.

import { AwsError } from '@tidegate/embedded-aws/service';
import type { Lambda } from '@tidegate/embedded-aws/services/lambda/lambda';
import type { Place } from '@tidegate/embedded-aws/services/places';

/** A version and its part of the requests; one without a number is all that there is. */
export interface Part {
  readonly version: string | undefined;
  readonly share: number;
}

export const undivided: readonly Part[] = [{ version: undefined, share: 1 }];

/** The versions behind an alias at that time; before its first change, those of its first. */
export function partsAt(
  lambda: Lambda,
  place: Place,
  { function: name, alias }: { readonly function: string; readonly alias?: string | undefined },
  at: number,
): readonly Part[] {
  if (alias === undefined) return undivided;
  const shifts = shiftsOf(lambda, place, name).filter((each) => each.name === alias);
  const shift = shifts.findLast((each) => each.at <= at) ?? shifts[0];
  if (!shift) return undivided;
  const others = Object.entries(shift.weights).filter(([, share]) => share > 0);
  const rest = others.reduce((left, [, share]) => left - share, 1);
  return [
    { version: shift.version, share: rest },
    ...others.map(([version, share]) => ({ version, share })),
  ].filter(({ share }) => share > 1e-9);
}

function shiftsOf(lambda: Lambda, place: Place, name: string) {
  try {
    return lambda.find(name, place).shifts;
  } catch (error) {
    // A function that is only watched, and not deployed to, has no versions here.
    if (error instanceof AwsError) return [];
    throw error;
  }
}
