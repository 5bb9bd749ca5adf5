// Projects and builds, as the simulation keeps them.

import type { Place } from '../places.ts';

export interface Project extends Place {
  readonly name: string;
  readonly source: {
    readonly type: string;
    readonly location?: string;
    readonly buildspec?: string;
  };
  /** Where a successful build puts its artifact; none for a project that only tests. */
  readonly artifact?: { readonly bucket: string; readonly key: (buildNumber: number) => string };
  readonly environmentVariables?: readonly EnvironmentVariable[];
  readonly timeoutMinutes?: number;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: 'PLAINTEXT' | 'PARAMETER_STORE' | 'SECRETS_MANAGER';
}

export type FinalStatus = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'STOPPED' | 'TIMED_OUT';

export interface Build {
  readonly project: Project;
  /** `project:uuid`. */
  readonly id: string;
  readonly arn: string;
  readonly number: number;
  readonly startedAt: Date;
  readonly initiator: string;
  readonly sourceVersion: string | undefined;
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly idempotencyToken: string | undefined;
  status: 'IN_PROGRESS' | FinalStatus;
  endedAt: Date | undefined;
  resolvedSourceVersion: string | undefined;
  artifact: BuiltArtifact | undefined;
  exportedVariables: Readonly<Record<string, string>>;
  /** Ends the wait for the build's end. */
  cancel: () => void;
}

export interface BuiltArtifact {
  readonly location: string;
  readonly md5: string;
  readonly sha256: string;
}

/** What the world says becomes of a build. */
export interface BuildOutcome {
  readonly status?: FinalStatus;
  readonly seconds?: number;
  /** The commit that the source version resolved to. */
  readonly commit?: string;
  /** What the artifact holds: its bytes decide its digest. */
  readonly artifact?: string | Uint8Array;
  readonly exportedVariables?: Readonly<Record<string, string>>;
}

export type BuildScript = (build: Build) => BuildOutcome | undefined;
