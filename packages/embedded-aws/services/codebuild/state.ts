// What CodeBuild keeps, and what a start of a build may say.

import type { Build, BuildOutcome, EnvironmentVariable, Project } from './builds.ts';

export interface StartRequest {
  readonly sourceVersion?: string | undefined;
  readonly environmentVariables?: readonly EnvironmentVariable[] | undefined;
  readonly idempotencyToken?: string | undefined;
  readonly initiator?: string | undefined;
  /** How this very build ends, before any script is asked. */
  readonly outcome?: BuildOutcome | undefined;
}

export interface State {
  readonly projects: Map<string, Project>;
  /** Oldest first. */
  readonly builds: Build[];
}
