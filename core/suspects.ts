// Who may have done it: this release, another one, or whoever changed something at the time.

import * as z from 'zod';
import { nearnessOf, type Sick } from './nearness.ts';

/** Something that was changed in the account and region of what suffers. */
export interface Occurrence {
  /** The release's id, or the operation: the same one is one suspect. */
  readonly id: string;
  readonly what: string;
  /** Whether it is the release that is being judged. */
  readonly isOwn: boolean;
  /** When it began, and when it had ended or was last heard of; ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** Whether it has begun and is not known to have ended. */
  readonly isOpen: boolean;
  readonly nodes: readonly string[];
  /** Of a release that was judged at the time: the judge's score, which is the logarithm of its e-value. */
  readonly judgeScore?: number;
}

export const suspectSchema = z
  .strictObject({
    /** These four are its occurrence's. */
    id: z.string(),
    what: z.string(),
    isOwn: z.boolean(),
    judgeScore: z.number().exactOptional(),
    /** When it took effect at the latest, ISO 8601. */
    at: z.string(),
    /** How long before the onset that was; 0 where it was then, or under way. */
    secondsBefore: z.number(),
    /** Between 0 and 1, the greatest first. It compares suspects of one bake, and is no probability. */
    score: z.number(),
    /** What a person reads. */
    reason: z.string(),
  })
  .readonly();

export type Suspect = z.output<typeof suspectSchema>;

export interface Scene extends Sick {
  /** When the harm began, at the earliest. */
  readonly onset: Date;
  /** How much later it may have begun. */
  readonly withinSeconds: number;
}

/** After half an hour a change is half as suspect, after ten hours a twentieth: some harm needs time to show. */
const HALF_SECONDS = 1_800;

/**
 * Ranks what may have done it. What began after the onset is no suspect. A score is the product of
 *
 *     time      1 at the onset or under way then, ½ where it ended half an hour before, ⅓ an hour before
 *     nearness  1 on the likeliest cause, down to 0.3 in the same account and region (`nearnessOf`)
 *     evidence  e / (1 + e) of a release that was judged at the time, ½ of what nobody judged
 *
 *     this release, ended 25 minutes before, on the cause, e = 100     →  0.545 × 1   × 0.99  =  0.540
 *     a stack of the same account, 3 minutes before                    →  0.909 × 0.3 × ½     =  0.136
 *     a service that the sick one calls, the cause, 3 minutes before   →  0.909 × 1   × ½     =  0.455
 *     this release then, on a node that only follows                   →  0.545 × 0.7 × 0.99  =  0.378
 *
 * Releases that were judged at once are held against each other by what the judge says alone: of the places that they
 * have among the suspects, the first goes to the one with the greatest judge's score, whatever its time.
 */
export function rankSuspects(occurrences: readonly Occurrence[], scene: Scene): Suspect[] {
  return mergeSuspects(occurrences.flatMap((each) => suspected(each, scene) ?? []));
}

/** The suspects of several targets as one list: each once, with its greatest score. */
export function mergeSuspects(suspects: readonly Suspect[]): Suspect[] {
  const best = new Map<string, Suspect>();
  for (const each of suspects)
    if (each.score > (best.get(each.id)?.score ?? -1)) best.set(each.id, each);
  return byTheJudge([...best.values()].sort(likeliestFirst));
}

function suspected(occurrence: Occurrence, scene: Scene): Suspect | undefined {
  const { id, what, isOwn, from, until, isOpen, nodes, judgeScore } = occurrence;
  const onset = scene.onset.getTime();
  if (Date.parse(from) > onset + scene.withinSeconds * 1000) return undefined;
  const secondsBefore = isOpen ? 0 : Math.max(0, (onset - Date.parse(until)) / 1000);
  const { weight, text } = nearnessOf(nodes, scene);
  const evidence = judgeScore === undefined ? 0.5 : 1 / (1 + Math.exp(-judgeScore));
  const score = (weight * evidence * HALF_SECONDS) / (HALF_SECONDS + secondsBefore);
  return {
    id,
    what,
    isOwn,
    at: until,
    secondsBefore,
    // Exponentials differ in their last digits by machine.
    score: Number(score.toPrecision(3)),
    reason: `${whenText(secondsBefore)}, ${text}`,
    ...(judgeScore !== undefined && { judgeScore }),
  };
}

function likeliestFirst(a: Suspect, b: Suspect): number {
  return b.score - a.score || a.secondsBefore - b.secondsBefore || (a.id < b.id ? -1 : 1);
}

/** The places of the judged stay theirs, with the scores that belong to the places. */
function byTheJudge(suspects: readonly Suspect[]): Suspect[] {
  const judged = suspects
    .flatMap((each) => (each.judgeScore === undefined ? [] : { by: each.judgeScore, each }))
    .sort((a, b) => b.by - a.by)
    .values();
  return suspects.map((place) => {
    const taker = place.judgeScore === undefined ? undefined : judged.next().value;
    return taker === undefined ? place : { ...taker.each, score: place.score };
  });
}

/** Another suspect is told of from this part of this release's score on. */
const NEAR = 0.25;

/**
 * What a failing bake's reason says of others: nothing where none is nearly as suspect as the release itself.
 *
 *     this release 0.5, a stack 0.2   →  'also suspect: stack shop-network UPDATE_COMPLETE, 3 minutes before'
 *     this release 0.3, a stack 0.4   →  'more suspect than this release: stack shop-network …'
 *     this release 0.5, a stack 0.1   →  undefined
 */
export function suspectsText(suspects: readonly Suspect[]): string | undefined {
  const own = suspects.find(({ isOwn }) => isOwn)?.score ?? 0;
  const [first, ...others] = suspects.filter(({ isOwn, score }) => !isOwn && score >= NEAR * own);
  if (first === undefined) return undefined;
  const isFirst = suspects[0] === first;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  const how = isFirst ? 'more suspect than this release' : 'also suspect';
  return `${how}: ${first.what}, ${whenText(first.secondsBefore)}${more}`;
}

/** `at that time`, `less than a minute before`, `3 minutes before`, `2 hours before` */
function whenText(secondsBefore: number): string {
  if (secondsBefore === 0) return 'at that time';
  const minutes = Math.floor(secondsBefore / 60);
  if (minutes === 0) return 'less than a minute before';
  if (minutes < 120) return minutes === 1 ? '1 minute before' : `${minutes} minutes before`;
  return `${Math.floor(minutes / 60)} hours before`;
}
