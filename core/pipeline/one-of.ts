// Of what is exactly one of several kinds: the kind is the key under which it is told.

import type * as z from 'zod';

type Told<Schemas extends z.ZodRawShape> = {
  [Kind in keyof Schemas]: z.output<Schemas[Kind]>;
};

/**
 * One of the kinds, and of the others nothing: where all but one have been asked for, the last is known to be there.
 * A kind that is added is missed, as types fail, wherever each kind has its answer.
 */
export type OneOf<Schemas extends z.ZodRawShape, Kinds = Told<Schemas>> = {
  [Kind in keyof Kinds]: Pick<Kinds, Kind> & { [Other in Exclude<keyof Kinds, Kind>]?: undefined };
}[keyof Kinds];

/** Which of them it is. */
export function kindIn<Kinds extends object>(
  kinds: Kinds,
  it: { readonly [Kind in keyof Kinds]?: unknown },
): Extract<keyof Kinds, string> {
  for (const kind in kinds) if (it[kind] !== undefined) return kind;
  throw new Error(`Expected exactly one of ${Object.keys(kinds).join(', ')}, got none.`);
}

export function isOneOf(kinds: z.ZodRawShape, it: object): boolean {
  return (
    Object.entries(it).filter(([key, value]) => key in kinds && value !== undefined).length === 1
  );
}

export function oneOfText(kinds: z.ZodRawShape): string {
  return `expected exactly one of ${Object.keys(kinds).join(', ')}`;
}

/** The same for editors, as JSON Schema has it. */
export function eachAlone(kinds: z.ZodRawShape) {
  return Object.keys(kinds).map((kind) => ({ required: [kind] }));
}
