// Silence: a revision that reports nothing, or lives and serves nothing. Unknown is not healthy.

import { max } from './arithmetic.ts';
import { type Case, isValue } from './case.ts';

import { silence } from './settings.ts';

/** The places of the metrics that tell of the new revision, by what reporting them shows. */
export interface Signs {
  /** Made by requests: it serves. */
  readonly serving: readonly number[];
  /** Made by the process or the machine: it lives. */
  readonly living: readonly number[];
  /** Counts of requests: where all that report say none, there was nothing to serve. */
  readonly requests: readonly number[];
  readonly hasControl: boolean;
}

/** What is kept between looks. */
export interface Hearing {
  points: number;
  /** The points before those that count. */
  skipped: number;
  /** Points at which it was heard. */
  heard: number;
  /** Points without a word since it was last heard. */
  silent: number;
  /** Points in a row at which it lived and served nothing while the old revision served. */
  deaf: number;
}

export function nothingHeard(): Hearing {
  return { points: 0, skipped: 0, heard: 0, silent: 0, deaf: 0 };
}

const madeByRequests = new Set(['availability', 'errors', 'latency', 'traffic']);

/**
 * The signs of life in a case. Where a node is named, only its own: a table or a queue that others use too goes on
 * telling when the revision is silent.
 */
export function signsOf(metrics: Case['metrics'], heardOn?: string): Signs {
  const hasControl = metrics.some(({ control }) => control !== null);
  const serving: number[] = [];
  const living: number[] = [];
  const requests: number[] = [];
  metrics.forEach(({ kind, control, node }, index) => {
    if (heardOn !== undefined && node !== heardOn) return;
    if (hasControl && control === null) return;
    if (kind === 'traffic') requests.push(index);
    (madeByRequests.has(kind) ? serving : living).push(index);
  });
  return { serving, living, requests, hasControl };
}

/** Forgets how much was heard so far. */
export function listenAnew(hearing: Hearing): void {
  hearing.skipped = hearing.points;
  hearing.heard = 0;
  hearing.silent = 0;
}

/** Listens to one point. Where requests leave a trace, only that trace counts as being heard. */
export function listen(hearing: Hearing, signs: Signs, point: Point): void {
  const reports = (index: number) => isValue(point[index]?.canary);
  const serves = signs.serving.some(reports);
  const lives = signs.living.some(reports);
  const counted = signs.requests.filter(reports);
  const isIdle = counted.length > 0 && counted.every((index) => point[index]?.canary === 0);
  const heard = signs.serving.length > 0 ? serves && !isIdle : lives;
  hearing.points += 1;
  hearing.heard += heard ? 1 : 0;
  hearing.silent = heard ? 0 : hearing.silent + 1;
  const oldServes =
    signs.hasControl &&
    signs.serving.length > 0 &&
    signs.serving.every((index) => isValue(point[index]?.control));
  hearing.deaf = lives && !serves && oldServes ? hearing.deaf + 1 : 0;
}

/** Whether requests go to it and none is served: it lives, the old revision beside it serves, and it does not. */
export function servesNothing({ deaf }: Hearing): boolean {
  return deaf >= silence.deafPoints;
}

/**
 * Why what was heard is too little to pass, or `null`.
 *
 *     heard at 15 of 15 points                 →  null
 *     heard at 4 of 15                         →  heard at 4 of 15 points only
 *     heard at 10 of 15, then silent           →  silent for the last 5 points
 */
export function doubtOf({ points: all, skipped, heard, silent }: Hearing): string | null {
  const points = all - skipped;
  if (points === 0) return 'no whole point to judge';
  if (heard === 0) return `nothing was reported at any of ${points} points`;
  if (heard < silence.leastSeen * points) return `heard at ${heard} of ${points} points only`;
  if (silent >= max(silence.deafPoints, points / 4)) return `silent for the last ${silent} points`;
  return null;
}

/** What was measured of one metric at one point; points hold one for each metric, in the order of the case. */
export interface Reading {
  readonly canary: number | null;
  readonly control: number | null;
}

export type Point = readonly Reading[];
