// The ledger: all that happened, append-only.

import * as z from 'zod';
import { noun } from './noun.ts';

/** What can happen to a release, to a pipeline, or to all of them. */
const ledgerEvents = [
  'ReleaseStarted',
  'ReleaseRefused',
  'StartAsked',
  'RollbackAsked',
  'BuildAdmitted',
  'RuleBroken',
  'RuleWaived',
  'StageEntered',
  'StageApproved',
  'StageRejected',
  'GateShut',
  'WaveStarted',
  'DeploymentStarted',
  'DeploymentEnded',
  'StopFailed',
  'HarmFound',
  'DriftFound',
  'TestStarted',
  'TestEnded',
  'BakeStarted',
  'BakeExtended',
  'TrafficStarted',
  'BakeEnded',
  'AnswerAwaited',
  'VerdictOverridden',
  'RetryAsked',
  'VerdictCorrected',
  'WaveEnded',
  'RollbackStarted',
  'RollbackEnded',
  'StageLeft',
  'StageHeld',
  'StageFrozen',
  'StageUnfrozen',
  'Held',
  'Resumed',
  'StopAsked',
  'RevisionQuarantined',
  'QuarantineLifted',
  'ReleaseEnded',
  'PipelineApplied',
  'PolicyApplied',
  'PipelineRemoved',
  'PipelineRenamed',
] as const;

export type LedgerEvent = (typeof ledgerEvents)[number];

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
  })
  .readonly();

export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

export const ledgerNoun = noun('ledger entry', ledgerEntrySchema);

/** The entry's key: the same decision always has the same one, so writing it twice changes nothing. */
export function ledgerKey({ at, release, event, subject }: LedgerEntry): string {
  return `${at}#${release}#${event}#${subject}`;
}
