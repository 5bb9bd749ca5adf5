// A share of a sweep: a page of a list that all pipelines share, at which a call of its own looks.

import * as z from 'zod';

const shareLists = ['open', 'waits', 'unproven', 'batches', 'pipelines'] as const;

export type ShareList = (typeof shareLists)[number];

export const shareSchema = z
  .strictObject({
    list: z.enum(shareLists),
    /** Which of the list's partitions. */
    partition: z.int().nonnegative(),
    /** The sort key that the page before it ended with. */
    after: z.string().min(1),
    /** How many pages of the partition come before it. */
    page: z.int().positive(),
    /** When it was handed on, ISO 8601. */
    at: z.iso.datetime(),
  })
  .readonly();

export type Share = z.output<typeof shareSchema>;

/**
 * Whose progress and log lines are whose: `waits 2/1` is the second page of the third partition.
 *
 *     list waits, partition 2, page 1  →  waits 2/1
 */
export function shareName({ list, partition, page }: Share): string {
  return `${list} ${partition}/${page}`;
}

/** A sweep begins so often. */
const SWEEP_MILLIS = 300_000;

/** Of a share that comes so late the next sweep has handed on another one. */
export function isLate({ at }: Share, now: Date): boolean {
  return now.getTime() - Date.parse(at) >= SWEEP_MILLIS;
}
