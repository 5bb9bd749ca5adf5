// A wave of a release: what it plans, how far it got, and what was decided about it.

import * as z from 'zod';
import { answeredSchema, askedSchema, doubtSchema } from './answered.ts';
import { leavingFields } from './behind.ts';
import { wave1 } from './earlier/wave-1.ts';
import { wave2 } from './earlier/wave-2.ts';
import { wave3 } from './earlier/wave-3.ts';
import { gateReasonSchema } from './gate/gate-reason.ts';
import { shutTimesSchema } from './gate/patience.ts';
import {
  type Drift,
  driftSchema,
  type Halted,
  type Harm,
  haltedSchema,
  harmSchema,
} from './halt.ts';
import { loadRunSchema } from './load.ts';
import { noun } from './noun.ts';
import { type VerdictWord, verdictWords, type WaveOutcome, waveOutcomes } from './outcome.ts';
import { bakingPlanSchema, plannedWaveSchema } from './planned-wave.ts';
import { suspectSchema } from './suspects.ts';
import { type TestRun, testRunSchema } from './test-run.ts';
import { verdictSchema } from './verdict.ts';

const common = {
  kind: z.literal('wave'),
  pipeline: z.string(),
  release: z.string(),
  plan: plannedWaveSchema,
  /** Since when its release is being ended: from then on no hand of the release writes here, or anywhere. */
  sealedAt: z.string().exactOptional(),
  /** The calls of the release that are under way and cannot be taken back, each with its beginning. */
  hands: z.record(z.string(), z.string()).readonly().exactOptional(),
  /** A slice of which another has not passed: nothing more is started for it. */
  halted: haltedSchema.exactOptional(),
  ...leavingFields,
};

const opened = {
  openedAt: z.string(),
  /** The number of its stage's lease. A higher one on a target means that this wave has lost its right. */
  fence: z.int(),
  tests: z.record(z.string(), testRunSchema).readonly(),
  /** When the last of its targets had got the revision, once that was looked for. */
  deployedAt: z.string().exactOptional(),
  /** Found while its targets shifted or its tests ran: from then on nothing more is started for it. */
  harm: harmSchema.exactOptional(),
  /** The same of somebody else's hand: nothing more is started, and what it has moved is left to it. */
  drift: driftSchema.exactOptional(),
  /** When the judge last looked while it shifted. */
  shiftJudgedAt: z.string().exactOptional(),
  /** Its tests were run and said nothing: a person is waited for, or has answered. */
  doubt: doubtSchema.exactOptional(),
};

const bakeSchema = z
  .strictObject({
    startedAt: z.string(),
    /** When it was last extended, and how often by then. */
    extended: z.strictObject({ at: z.string(), times: z.int() }).readonly().exactOptional(),
    /** The build that sends synthetic traffic, once it was started. */
    traffic: z.string().exactOptional(),
    /** The load that runs through it, as far as it was begun. */
    load: loadRunSchema.exactOptional(),
    /** What the last look at it found. */
    lastLook: verdictSchema.exactOptional(),
    /** Somebody else has moved a target, which is told here: what was measured proves nothing, nor will more of it. */
    drift: z.string().exactOptional(),
    /** Who may have made it fail, the likeliest first. */
    suspects: z.array(suspectSchema).readonly().exactOptional(),
    /** It was inconclusive to its end: a person is waited for, and nothing but an alarm decides without one. */
    asked: askedSchema.exactOptional(),
    /** What a person has answered. */
    answered: answeredSchema.exactOptional(),
    /** How often a person has let it bake again. */
    retries: z.int().exactOptional(),
  })
  .readonly();

/** A bake that was begun has a plan. */
const baking = { ...opened, plan: bakingPlanSchema, bake: bakeSchema };

/** The verdict on a bake, before its wave has ended: one that is inconclusive may be extended. */
const judgedSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('pass'), reason: z.string(), at: z.string() }).readonly(),
  z.strictObject({ verdict: z.enum(['fail', 'inconclusive']), reason: z.string() }).readonly(),
]);

const decided = {
  /** Absent where nothing was judged. */
  verdict: z.enum(verdictWords).exactOptional(),
  reason: z.string().exactOptional(),
};

const endSchema = z.discriminatedUnion('outcome', [
  /** A wave without a bake passes it as it ends. */
  z.strictObject({ outcome: z.literal('Passed'), bakedAt: z.string(), ...decided }).readonly(),
  z
    .strictObject({
      outcome: z.enum(['Failed', ...waveOutcomes]).exclude(['Passed']),
      /** It had passed before it was taken back, or before its release died. */
      bakedAt: z.string().exactOptional(),
      ...decided,
    })
    .readonly(),
]);

export type WaveEnd = z.output<typeof endSchema>;

const ended = { status: z.literal('ended'), end: endSchema };

const waveSchema = z.discriminatedUnion('status', [
  z
    .strictObject({
      ...common,
      /** Its gate has not opened, and may never open. */
      status: z.literal('waiting'),
      /** When an alarm or its targets first were in its way; it waits for them no longer than its plan allows. */
      blockedSince: z.string().exactOptional(),
      /** What keeps its gate shut. */
      blockedBy: z.array(gateReasonSchema).readonly().exactOptional(),
      /** Where a calendar may shut it: for how long it has waited by now. */
      shut: shutTimesSchema.exactOptional(),
    })
    .readonly(),
  z.strictObject({ ...common, ...opened, status: z.literal('open') }).readonly(),
  z.strictObject({ ...common, ...baking, status: z.literal('baking') }).readonly(),
  z
    .strictObject({ ...common, ...baking, status: z.literal('judged'), judged: judgedSchema })
    .readonly(),
  z.discriminatedUnion('reached', [
    z.strictObject({ ...common, ...ended, reached: z.literal('gate') }).readonly(),
    z.strictObject({ ...common, ...ended, ...opened, reached: z.literal('targets') }).readonly(),
    z.strictObject({ ...common, ...ended, ...baking, reached: z.literal('bake') }).readonly(),
  ]),
]);

export type Wave = z.output<typeof waveSchema>;
/** One whose gate has opened. */
export type OpenedWave = Extract<Wave, { readonly openedAt: string }>;
/** One whose bake has begun. */
export type BakedWave = Extract<Wave, { readonly bake: unknown }>;
export type WaveOf<Status extends Wave['status']> = Extract<Wave, { readonly status: Status }>;

export const waveNoun = noun('wave', waveSchema, [wave1, wave2, wave3]);

export function hasOpened(wave: Wave): wave is OpenedWave {
  return 'openedAt' in wave;
}

export function hasBaked(wave: Wave): wave is BakedWave {
  return 'bake' in wave;
}

/** How the wave fares, in the words of its ends: `Failed` until it is settled whether it was taken back. */
export function outcomeOf(wave: Wave): WaveOutcome | 'Running' | 'Failed' {
  if (wave.status === 'ended') return wave.end.outcome;
  return wave.status === 'waiting' ? 'NotStarted' : 'Running';
}

/** Whether what comes after it may start: it has passed, or a person has let it through. */
export function isThrough(wave: Wave): boolean {
  return hasPassed(wave) || outcomeOf(wave) === 'Overridden';
}

/** Whether it has passed, its bake included. */
export function hasPassed(wave: Wave): wave is OpenedWave {
  return hasOpened(wave) && outcomeOf(wave) === 'Passed';
}

/** Whether what it runs is a point of return: it has passed, though its tests may have been let through. */
export function hasFinishedBake(wave: Wave): wave is OpenedWave {
  if (hasPassed(wave)) return true;
  const isOverridden = outcomeOf(wave) === 'Overridden' && hasOpened(wave);
  return isOverridden && decisionOf(wave).bakedAt !== undefined;
}

/** What was decided of the wave by now. */
export function decisionOf(wave: Wave): {
  readonly verdict?: VerdictWord;
  readonly reason?: string;
  /** When it passed its bake. */
  readonly bakedAt?: string;
} {
  if (wave.status === 'ended') return wave.end;
  if (wave.status !== 'judged') return {};
  const { judged } = wave;
  const { verdict, reason } = judged;
  return { verdict, reason, ...(judged.verdict === 'pass' && { bakedAt: judged.at }) };
}

/** What was found before its bake had begun that proves harm. */
export function harmOf(wave: Wave): Harm | undefined {
  return hasOpened(wave) ? wave.harm : undefined;
}

/** What somebody else was found to have moved before its bake had begun. */
export function driftOf(wave: Wave): Drift | undefined {
  return hasOpened(wave) ? wave.drift : undefined;
}

/** Why nothing more is started for the wave. */
export function haltOf(wave: Wave): Harm | Drift | Halted | undefined {
  return harmOf(wave) ?? driftOf(wave) ?? wave.halted;
}

/** Why all that shifts for the wave is stopped: it is taken back. */
export function stopOf(wave: Wave): Harm | Halted | undefined {
  return harmOf(wave) ?? (wave.halted?.stops ? wave.halted : undefined);
}

/** The tests that were begun, by name. */
export function testsOf(wave: Wave): Readonly<Record<string, TestRun>> {
  return hasOpened(wave) ? wave.tests : {};
}

/** What a test says; undefined while it runs. */
export function verdictOf(run: TestRun | undefined): VerdictWord | undefined {
  return run?.status === 'ended' ? run.verdict : undefined;
}

/**
 * When the bake ends, in milliseconds: its plan's time after it started, or the extension's after it was extended.
 */
export function bakeEndsAt({ plan, bake }: Pick<BakedWave, 'plan' | 'bake'>): number {
  return bake.extended === undefined
    ? Date.parse(bake.startedAt) + plan.bake.seconds * 1000
    : Date.parse(bake.extended.at) + plan.bake.extensionSeconds * 1000;
}
