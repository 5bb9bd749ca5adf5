// What CodeBuild keeps, and what a start of a build may say.

import type {
  Batch,
  Build,
  BuildOutcome,
  EnvironmentVariable,
  Overrides,
  Project,
} from './builds.ts';

export interface StartRequest {
  readonly sourceVersion?: string | undefined;
  readonly environmentVariables?: readonly EnvironmentVariable[] | undefined;
  readonly idempotencyToken?: string | undefined;
  readonly initiator?: string | undefined;
  readonly overrides?: Overrides | undefined;
  /** The ARN of the batch that it is one of. */
  readonly batch?: string | undefined;
  /** What that calls it. */
  readonly identifier?: string | undefined;
  /** When, where that was before now. */
  readonly startedAt?: Date | undefined;
  /** After these it is `TIMED_OUT`, where whoever asks for it has said so. */
  readonly timeoutMinutes?: number | undefined;
  /** How this very build ends, before any script is asked. */
  readonly outcome?: BuildOutcome | undefined;
}

export interface State {
  readonly projects: Map<string, Project>;
  /** Oldest first. */
  readonly builds: Build[];
  readonly batches: Batch[];
}
