// What the platforms said the last time that somebody asked them what a pipeline's targets run, besides gates and
// bakes: kept so that it can be shown without asking them again.

import * as z from 'zod';
import { noun } from './noun.ts';

const differingSchema = z
  .strictObject({
    target: z.string(),
    /** Whose revision the ledger says that it runs. */
    release: z.string(),
    /** It runs something else; or what it runs is not settled, or could not be read. */
    is: z.enum(['drifted', 'unknown']),
    /** What is so, and who did it and when, where that is known. */
    text: z.string(),
    /** When it was first seen so, ISO 8601. */
    since: z.string(),
  })
  .readonly();

export type Differing = z.output<typeof differingSchema>;

const targetsReadSchema = z
  .strictObject({
    pipeline: z.string(),
    /** ISO 8601. */
    at: z.string(),
    /** Those that do not run what the ledger says, or of which nobody knows. */
    differing: z.array(differingSchema).readonly(),
  })
  .readonly();

export type TargetsRead = z.output<typeof targetsReadSchema>;

export const targetsReadNoun = noun('reading of targets', targetsReadSchema);

/** An item has room for these; whoever has more of them looks at them by `tidegate drift`. */
const MOST = 200;
const TEXT = 600;

/** What was seen now, each since it was first seen so. */
export function targetsRead(
  { pipeline, at }: { readonly pipeline: string; readonly at: string },
  found: readonly Omit<Differing, 'since'>[],
  before: TargetsRead | undefined,
): TargetsRead {
  const differing = found.slice(0, MOST).map((each) => {
    const known = before?.differing.find(
      ({ target, release, is }) =>
        target === each.target && release === each.release && is === each.is,
    );
    return { ...each, text: each.text.slice(0, TEXT), since: known?.since ?? at };
  });
  return { pipeline, at, differing };
}

const HOUR_MILLIS = 3_600_000;
/** Somewhat less than an hour, so that what is looked at each hour is read each hour. */
const IDLE_MILLIS = HOUR_MILLIS - 600_000;
const BUSY_MILLIS = 6 * HOUR_MILLIS - 600_000;

/**
 * Whether a pipeline's targets are to be read again: each hour; while a release of it is open, whose gates and bakes
 * read them, each sixth.
 */
export function isDue(
  before: TargetsRead | undefined,
  isBusy: boolean,
  nowMillis: number,
): boolean {
  if (before === undefined) return true;
  return nowMillis - Date.parse(before.at) >= (isBusy ? BUSY_MILLIS : IDLE_MILLIS);
}
