// The ledger: all that happened, append-only.

import * as z from 'zod';
import { noun } from './noun.ts';

/** What can happen to a release, to a pipeline, or to all of them. */
const ledgerEvents = [
  'ReleaseStarted',
  'ReleaseRefused',
  'ScheduleDue',
  'StartAsked',
  'RollbackAsked',
  'BuildAdmitted',
  'FixMarked',
  'RuleBroken',
  'RuleWaived',
  'StageEntered',
  'StageApproved',
  'StageRejected',
  'WaitSkipped',
  'RegionSkipped',
  'GateShut',
  'WaveStarted',
  'DeploymentStarted',
  'ChangesFound',
  'ChangesApproved',
  'DeploymentEnded',
  'StopFailed',
  'HarmFound',
  'DriftFound',
  'TestStarted',
  'TestEnded',
  'LegStarted',
  'LegEnded',
  'LeftBehind',
  'BakeStarted',
  'BakeExtended',
  'TrafficStarted',
  'LoadStarted',
  'LoadEnded',
  'BakeEnded',
  'AnswerAwaited',
  'VerdictOverridden',
  'RetryAsked',
  'VerdictCorrected',
  'NoiseAccepted',
  'NoiseWithdrawn',
  'WaveEnded',
  'RollbackStarted',
  'HookStarted',
  'HookEnded',
  'AlarmsMuted',
  'AlarmsUnmuted',
  'RollbackEnded',
  'StageLeft',
  'UnitEntered',
  'UnitLeft',
  'StageHeld',
  'StageFrozen',
  'StageUnfrozen',
  'Held',
  'Resumed',
  'Frozen',
  'Unfrozen',
  'StopAsked',
  'RevisionQuarantined',
  'QuarantineLifted',
  'ReleaseEnded',
  'CodePipelineMoved',
  'LettersHandedOver',
  'PipelineApplied',
  'PolicyApplied',
  'PipelineRemoved',
  'PipelineRenamed',
] as const;

export type LedgerEvent = (typeof ledgerEvents)[number];

const personToldSchema = z
  .strictObject({
    /** The ARN of whoever has asked for it: that of an execution where nobody else is known. */
    by: z.string(),
    /** What a person would call them. */
    name: z.string(),
    /** Absent where none was given. */
    reason: z.string().exactOptional(),
    /** What they saw when they asked. */
    seen: z.string().exactOptional(),
    /** The way by which it came: a command's path, `/let/start`, or `console`. */
    door: z.string(),
  })
  .readonly();

export type PersonTold = z.output<typeof personToldSchema>;

export const ledgerEntrySchema = z
  .strictObject({
    /** ISO 8601. */
    at: z.string(),
    pipeline: z.string(),
    release: z.string(),
    event: z.enum(ledgerEvents),
    /** What it happened to: `prod`, `prod/one-box`, a target or a test; empty for the release itself. */
    subject: z.string(),
    /** What a person reads. */
    text: z.string(),
    /** Who has asked for it; absent where nobody did, and in what was written before it was kept. */
    person: personToldSchema.exactOptional(),
  })
  .readonly();

export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

export const ledgerNoun = noun('ledger entry', ledgerEntrySchema);

/** The entry's key: the same decision always has the same one, so writing it twice changes nothing. */
export function ledgerKey({ at, release, event, subject }: LedgerEntry): string {
  return `${at}#${release}#${event}#${subject}`;
}
