// What instances of a StackSet override of its parameters: kept as it was, and given back on a way back.

import { isDeepStrictEqual } from 'node:util';
import { type InstancePlace, instanceText } from './set-instances.ts';
import type { Giving, Overrides } from './set-operation.ts';
import { HIDDEN, type StackContents } from './stack-contents.ts';

type Values = Readonly<Record<string, string>>;

/** What of it a template still declares: CloudFormation lets go of the rest. */
export function stillDeclared(overrides: Values, declared: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(overrides).filter(([key]) => declared.has(key)));
}

/** The parameters in which an instance's own values differ from others, by their names. */
export function differingIn(a: Values, b: Values): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]);
}

/** The contents as an instance has them. */
export function overridden(
  { template, parameters }: StackContents,
  overrides: Values,
): StackContents {
  const own = Object.entries(overrides).filter(([key]) => key in parameters);
  return { template, parameters: { ...parameters, ...Object.fromEntries(own) } };
}

/**
 * What has to be given to whom, so that instances override again what they did: one for all that get the same.
 * A hidden value that an instance still has is kept; one that is lost nobody can give.
 *
 *     { a: { Size: '1' } } was, { a: {} } is       →  Size=1 for a
 *     { a: { Size: '1' } } was, the same is        →  nothing
 *     { a: {} } was, { a: { Size: '1' } } is       →  nothing of its own for a
 */
export function givingBack(
  places: readonly InstancePlace[],
  was: Overrides,
  is: Overrides,
): Giving[] {
  const all = new Map<string, Giving>();
  for (const place of places) {
    const text = instanceText(place);
    const wanted = was[text];
    const now = is[text] ?? {};
    if (wanted === undefined || isDeepStrictEqual({ ...wanted }, { ...now })) continue;
    const parameters = Object.fromEntries(
      Object.entries(wanted).flatMap(([key, value]): [string, string | null][] => {
        if (value !== HIDDEN) return [[key, value]];
        return key in now ? [[key, null]] : [];
      }),
    );
    // Accounts and regions are multiplied: one operation is for one region.
    const key = `${place.region} ${JSON.stringify(Object.entries(parameters).toSorted())}`;
    const { accounts = [] } = all.get(key) ?? {};
    all.set(key, { accounts: [...accounts, place.account], regions: [place.region], parameters });
  }
  return [...all.values()];
}
