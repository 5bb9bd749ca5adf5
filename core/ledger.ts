// The ledger: all that happened, append-only.

/** What can happen to a release. */
export type LedgerEvent =
  | 'ReleaseStarted'
  | 'ReleaseRefused'
  | 'RuleBroken'
  | 'RuleWaived'
  | 'StageEntered'
  | 'WaveStarted'
  | 'DeploymentStarted'
  | 'DeploymentEnded'
  | 'TestStarted'
  | 'TestEnded'
  | 'BakeStarted'
  | 'BakeExtended'
  | 'TrafficStarted'
  | 'BakeEnded'
  | 'VerdictCorrected'
  | 'WaveEnded'
  | 'RollbackStarted'
  | 'RollbackEnded'
  | 'StageLeft'
  | 'StageHeld'
  | 'StageFrozen'
  | 'RevisionQuarantined'
  | 'ReleaseEnded';

export interface LedgerEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly pipeline: string;
  readonly release: string;
  readonly event: LedgerEvent;
  /** What it happened to: `prod`, `prod/one-box`, a target or a test; empty for the release itself. */
  readonly subject: string;
  /** What a person reads. */
  readonly text: string;
}

/** The entry's key: the same decision always has the same one, so writing it twice changes nothing. */
export function ledgerKey({ at, release, event, subject }: LedgerEntry): string {
  return `${at}#${release}#${event}#${subject}`;
}
