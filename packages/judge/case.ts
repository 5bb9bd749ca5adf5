// A case: all that the judge may know about one bake, and the strict reader of its JSON.

import * as z from 'zod';
import { toDotPath } from 'zod/v4/core';
import { abs } from './arithmetic.ts';
import { type Kind, kindOf, kinds, type Unit, unitOf, units } from './vocabulary.ts';

/** Values on a regular grid; `null` is no data. */
export type Series = readonly (number | null)[];

/** The direction that hurts: errors `up`, availability `down`, traffic `both`; `none` never convicts. */
export type Direction = 'up' | 'down' | 'both' | 'none';

/** The same window of the clock, `lag` seconds (a day, a week) earlier. */
export interface EarlierWindow {
  readonly lag: number;
  readonly before: Series;
  readonly after: Series;
}

export interface Metric {
  readonly name: string;
  /** The service or resource it is measured on: what `edges` connect and what a cause names. */
  readonly node: string;
  readonly kind: Kind;
  readonly bad: Direction;
  readonly unit: Unit;
  /** Before the deployment; the last point is directly before the first of `canary`. */
  readonly before: Series;
  /** The old revision beside the new one; `null` where it does not run, or cannot be told apart. */
  readonly control: Series | null;
  /** The new revision. */
  readonly canary: Series;
  readonly history: readonly EarlierWindow[];
}

/** Whether a unit counts things: then chance alone moves it by its square root. */
export function countsThings(unit: Unit): boolean {
  return unit === 'Count';
}

export interface Case {
  readonly id: string;
  readonly stepSeconds: number;
  /** When the first point of the new revision begins, ISO 8601; absent where nobody needs to know. */
  readonly firstAt?: string;
  /**
   * The point of the new revision from which on it must be heard: of a bake that was extended for want of data, what
   * came since counts. 0 unless said.
   */
  readonly heardFrom?: number;
  readonly metrics: readonly Metric[];
  /** The time before is healthy points of the same system, not one stretch of it. */
  readonly sparseBaseline: boolean;
  /** `[caller, callee]`. */
  readonly edges: readonly (readonly [string, string])[];
}

/** One number of a series as it comes: JSON has no NaN, and what is not finite is no data. */
const value = z
  .custom<number | null>((it) => it === null || typeof it === 'number', {
    error: 'expected a number or null',
  })
  .transform((it) => (isValue(it) ? it : null));

const series = z.array(value);

const history = z.object({ lag: z.number().positive(), before: series, after: series });

/** A word of a closed list, in whatever form it is written. */
function wordOf<Word extends string>(
  meaning: (word: string) => Word | undefined,
  known: readonly Word[],
) {
  return z.string().transform((word, context) => {
    const found = meaning(word);
    if (found !== undefined) return found;
    const list = known.filter((each) => each !== '').join(', ');
    context.addIssue({ code: 'custom', message: `expected one of ${list}` });
    return z.NEVER;
  });
}

const metric = z.object({
  name: z.string(),
  node: z.string(),
  kind: wordOf(kindOf, kinds),
  bad: z.enum(['up', 'down', 'both', 'none']),
  unit: wordOf(unitOf, units),
  before: series,
  control: series.nullable(),
  canary: series,
  history: z.array(history).nullish(),
});

const wireCase = z.object({
  id: z.string(),
  step: z.number().positive(),
  metrics: z.array(metric).min(1),
  sparseBaseline: z.boolean().nullish(),
  edges: z.array(z.tuple([z.string(), z.string()])).nullish(),
});

export type CaseReading =
  | { readonly ok: true; readonly case: Case }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a parsed JSON value as a case. What the judge does not use (`deployAt`, `weights`, labels) is left out.
 *
 *     {}                                   →  problem: expected string, got undefined at id
 *     { id, step: 0, … }                   →  problem: … at step
 *     a metric whose series holds "NaN"    →  problem: expected a number or null at metrics[0].canary[3]
 *     a metric in furlongs                 →  problem: expected one of %, Count, s, …, got "furlongs" at
 * metrics[0].unit
 */
export function readCase(it: unknown): CaseReading {
  const parsed = wireCase.safeParse(it);
  if (!parsed.success) return { ok: false, problem: firstProblem(parsed.error, it) };
  const { id, step, metrics, edges, sparseBaseline } = parsed.data;
  return {
    ok: true,
    case: {
      id,
      stepSeconds: step,
      metrics: metrics.map((each) => ({ ...each, history: each.history ?? [] })),
      sparseBaseline: sparseBaseline ?? false,
      edges: edges ?? [],
    },
  };
}

function firstProblem(error: z.ZodError, it: unknown): string {
  const [issue] = error.issues;
  if (!issue) return 'expected a case';
  const where = toDotPath(issue.path);
  const got = issue.path.reduce<unknown>(
    (at, key) => (at === null || at === undefined ? at : (at as Record<PropertyKey, unknown>)[key]),
    it,
  );
  const text = issue.message.replace(/^Invalid [a-z]+: /, '').replace(/, received .*$/, '');
  return `${text}, got ${brief(got)}${where ? ` at ${where}` : ''}`;
}

function brief(it: unknown): string {
  const text = JSON.stringify(it) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** Whether it is a measured value. What no instrument shows (NaN, infinities, beyond 1e100) is no data. */
export function isValue(it: unknown): it is number {
  return typeof it === 'number' && abs(it) <= 1e100;
}
