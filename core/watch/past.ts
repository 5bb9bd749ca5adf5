// What a target measured in the same hours of other days, for the whole of its bake: it is over, and is read once.

import type { Series } from '@tidegate/judge/case';
import * as z from 'zod';
import { bytes } from '../judging/judging-schema.ts';
import { padded } from '../keys.ts';
import { type Key, noun } from '../noun.ts';
import type { BakedWave } from '../wave.ts';
import { type MetricQuery, pointsIn, queryKey, type Span } from './span.ts';

/** On one grid, as it is for the time of the bake itself: of an earlier day all of it is moved back. */
export interface Past {
  readonly span: Span;
  /** By `pastId`. */
  readonly series: ReadonlyMap<string, Series>;
}

export function pastId(lag: number, query: MetricQuery): string {
  return `${lag} ${queryKey(query)}`;
}

/** The last look comes some seconds after the end of its bake, and a repeated one somewhat later. */
const LATE_SECONDS = 600;
/** What CloudWatch has of an hour ago is whole. */
const SETTLE_SECONDS = 3_600;

/**
 * The span to be read, for a look that asks for a part of it: to the end of the bake as it is planned, as far as that
 * is over on the latest of the other days.
 */
export function wholePast(
  asked: Span,
  { plan, bake }: Pick<BakedWave, 'plan' | 'bake'>,
  lookedAt: Date,
  shortestLag: number,
): Span {
  const period = asked.periodSeconds * 1000;
  const seconds =
    (plan.bake?.seconds ?? 0) + (bake.extended ? (plan.bake?.extensionSeconds ?? 0) : 0);
  const end = Date.parse(bake.startedAt) + (seconds + LATE_SECONDS) * 1000;
  const settled = lookedAt.getTime() + (shortestLag - SETTLE_SECONDS) * 1000;
  const to = Math.floor(Math.min(end, settled) / period) * period;
  return { ...asked, to: new Date(Math.max(asked.to.getTime(), to)) };
}

/** Whether what is kept is on the same grid, begins as early and ends as late. */
export function covers({ span }: Pick<Past, 'span'>, asked: Span): boolean {
  return (
    span.periodSeconds === asked.periodSeconds &&
    span.from.getTime() === asked.from.getTime() &&
    span.to >= asked.to
  );
}

/** As many points as were asked for. */
export function partOf(series: Series, asked: Span): Series {
  return series.slice(0, pointsIn(asked));
}

const keptSchema = z
  .strictObject({
    kind: z.literal('past'),
    release: z.string(),
    wave: z.int(),
    target: z.string(),
    /** ISO 8601. */
    from: z.string(),
    to: z.string(),
    periodSeconds: z.number(),
    /** The series as JSON, zipped. */
    bytes,
  })
  .readonly();

/** Longer than any look is after the one before it; what is gone is read again. */
const KEPT_SECONDS = 14 * 86_400;

export const pastNoun = { ...noun('past', keptSchema), keptSeconds: KEPT_SECONDS };

export type KeptPast = z.output<typeof keptSchema>;

export function pastKey(release: string, wave: number, target: string): Key<KeptPast> {
  return { noun: pastNoun, pk: `past#${release}`, sk: `${padded(wave, 4)}#${target}` };
}
