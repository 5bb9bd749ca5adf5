// A judging as the table keeps it: what the judge said of one target at its last look, with all that it said it from.

import type { Judgement } from '@tidegate/judge/conclude';
import * as z from 'zod';
import { noun } from '../noun.ts';
import { verdictWords } from '../outcome.ts';
import { sayingSchema } from '../watch/saying.ts';

const sensitivity = z.enum(['quiet', 'normal', 'sensitive']);
const share = z.enum(['failure rate', 'level']);
const told = {
  verdict: z.enum(verdictWords),
  /** The point after which it was reached. */
  at: z.number(),
  reasons: z.array(z.string()).readonly(),
};

const metricEvidenceSchema = z
  .strictObject({
    node: z.string(),
    metric: z.string(),
    of: share,
    unit: z.string(),
    expected: z.number().nullable(),
    observed: z.number().nullable(),
    since: z.number().nullable(),
    weight: z.number(),
    e: z.number(),
  })
  .readonly();

const powerSchema = z
  .strictObject({
    node: z.string(),
    metric: z.string(),
    of: share,
    wouldSee: z.number().nullable(),
  })
  .readonly();

/** The judge's own word; what its fields mean stands there. */
const judgementSchema: z.ZodType<Judgement> = z
  .strictObject({
    ...told,
    doubts: z.array(z.enum(['silent', 'noBaseline', 'oldSuffersToo'])).readonly(),
    ranked: z.array(z.string()).readonly(),
    score: z.number(),
    evidence: z.array(metricEvidenceSchema).readonly(),
    power: z.array(powerSchema).readonly(),
  })
  .readonly();

/** A judgement that nothing follows from: how another sensitivity would have judged the same case. */
const shadowSchema = z
  .strictObject({ sensitivity, judgement: z.strictObject(told).readonly() })
  .readonly();

const judgingFields = {
  kind: z.literal('judging'),
  pipeline: z.string(),
  release: z.string(),
  /** The wave's index in its release. */
  wave: z.int(),
  target: z.string(),
  /** `bake`: the target before and after. `shift`: the new version beside the old one, while traffic moved. */
  of: z.enum(['bake', 'shift']),
  /** ISO 8601. */
  lookedAt: z.string(),
  /** When the first point of the new revision begins, ISO 8601. */
  beganAt: z.string(),
  stepSeconds: z.number(),
  /** In `shadow` the whole judging is one: kept and scored, not acted on. */
  mode: z.enum(['act', 'shadow']),
  sensitivity,
  /** The part of the bake's budget of false rollbacks that this case may spend. */
  budgetShare: z.number(),
  judgement: judgementSchema,
  /** What other sources than metrics say, which is not judged: error budgets, insights. */
  sayings: z.array(sayingSchema).readonly(),
  shadows: z.array(shadowSchema).readonly(),
};

const judgingSchema = z.strictObject(judgingFields).readonly();

export type Judging = z.output<typeof judgingSchema>;
export type JudgedOf = Judging['of'];
export type Shadow = z.output<typeof shadowSchema>;

export const bytes = z.custom<Uint8Array>((it) => ArrayBuffer.isView(it), 'expected bytes');

/** The case as JSON, zipped: in the item, or beside it under its digest, so that no piece is ever overwritten. */
const exhibitSchema = z
  .strictObject({
    digest: z.string(),
    bytes: bytes.exactOptional(),
    pieces: z.int().exactOptional(),
  })
  .readonly();

export type Exhibit = z.output<typeof exhibitSchema>;

const storedJudgingSchema = z.strictObject({ ...judgingFields, exhibit: exhibitSchema }).readonly();

export type StoredJudging = z.output<typeof storedJudgingSchema>;

export const judgingNoun = noun('judging', storedJudgingSchema);

/** A part of something that is too large for one item. */
const pieceSchema = z.strictObject({ bytes }).readonly();

export type Piece = z.output<typeof pieceSchema>;

export const pieceNoun = noun('piece', pieceSchema);
