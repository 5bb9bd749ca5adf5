// A noun as the table keeps it: where an item lies, of which shape it is, and how an older one is read.

import * as z from 'zod';
import { Failure } from './failure.ts';
import { keepReading, knownReading } from './readings.ts';

/** What the table keeps of one kind. Its items' version is one more than the earlier ones are. */
export interface Noun<Item> {
  /** As a person calls it: `wave`. */
  readonly name: string;
  readonly schema: z.ZodType<Item>;
  /** One for each earlier version, 0.1.0's first: it reads an item of that version, and gives one of the next. */
  readonly earlier: readonly z.ZodType[];
  /** For so long after its last write an item is kept; for ever where it does not tell. */
  readonly keptSeconds?: number;
}

export interface Place {
  readonly pk: string;
  readonly sk: string;
}

/** Where one item lies, and what it is. */
export interface Key<Item> extends Place {
  readonly noun: Noun<Item>;
  /** Where an earlier Tidegate would have put it: it is read from there as long as it is nowhere else. */
  readonly former?: Place;
}

/** Items of one noun in one partition, or spread over several: those whose keys begin with the prefix. */
export interface Range<Item> {
  readonly noun: Noun<Item>;
  readonly partitions: readonly string[];
  readonly prefix: string;
}

export function noun<Item>(
  name: string,
  schema: z.ZodType<Item>,
  earlier: readonly z.ZodType[] = [],
): Noun<Item> {
  return { name, schema, earlier };
}

/** The version in which items are written. */
export function versionOf({ earlier }: Noun<unknown>): number {
  return earlier.length + 1;
}

/** Longer problems than this hide where the item is. */
const PROBLEM_LENGTH = 600;

/**
 * The item as it lies in the table, read; one of an earlier version as today's. What 0.1.0 wrote bears no version.
 *
 * Throws `Unreadable` where it is of a later version, or damaged: a failure of this item alone, which it names.
 */
export function readItem<Item>(
  of: Noun<Item>,
  place: Place,
  stored: { readonly item?: unknown; readonly schema?: unknown },
): Item {
  const { item, schema: version = 1 } = stored;
  const known = knownReading(item, of, version);
  if (known !== undefined) return known as Item;
  const newest = versionOf(of);
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > newest)
    throw unreadable(of, place, `of a version up to ${newest}`, `version ${String(version)}`);
  const steps = [...of.earlier.slice(version - 1), of.schema];
  let read = item;
  for (const step of steps) {
    const parsed = step.safeParse(read);
    if (!parsed.success) {
      const problem = z.prettifyError(parsed.error).replaceAll('\n', ' ').slice(0, PROBLEM_LENGTH);
      throw unreadable(of, place, `as version ${version} has it`, problem);
    }
    read = parsed.data;
  }
  keepReading(item, of, version, read);
  return read as Item;
}

function unreadable(of: Noun<unknown>, { pk, sk }: Place, wanted: string, got: string): Failure {
  return new Failure(
    'Unreadable',
    `expected the ${of.name} at ${pk} ${sk} ${wanted}, got ${got}; mend or remove that item, or deploy the Tidegate that wrote it`,
  );
}
