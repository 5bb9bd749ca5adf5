// Projects and builds, as the simulation keeps them.

import type { Tags } from '../../service.ts';
import type { Place } from '../places.ts';

export interface Project extends Place {
  readonly name: string;
  readonly source: Source;
  /** The branch or commit that is built where nobody says another. */
  readonly sourceVersion?: string;
  readonly image?: string;
  /** What starts builds by itself: a build for each push that fits all filters of a group. */
  readonly webhook?: Webhook;
  /** Where a successful build puts its artifact; none for a project that only tests. */
  readonly artifact?: { readonly bucket: string; readonly key: (buildNumber: number) => string };
  readonly environmentVariables?: readonly EnvironmentVariable[];
  readonly timeoutMinutes?: number;
  readonly tags?: Tags;
}

export interface Source {
  readonly type: string;
  readonly location?: string;
  readonly buildspec?: string;
}

/** What CodeBuild calls whoever starts builds by itself: of a webhook, what its sender calls itself. */
export function initiatorOf({ type }: Source): string {
  if (type.startsWith('GITLAB')) return 'GitLab/local';
  if (type === 'BITBUCKET') return 'Bitbucket-Webhooks/2.0';
  return type.startsWith('GITHUB') ? 'GitHub-Hookshot/local' : 'rule/local';
}

export interface Webhook {
  readonly filterGroups?: readonly (readonly WebhookFilter[])[];
  readonly branchFilter?: string;
}

export interface WebhookFilter {
  readonly type: string;
  readonly pattern: string;
  readonly excludeMatchedPattern?: boolean;
}

/** What whoever asks for a build may say that is not the project's. */
export interface Overrides {
  readonly source?: Source;
  readonly image?: string;
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
  readonly overrides?: Overrides | undefined;
  /** The batch that it is one of. */
  readonly batch?: string | undefined;
  /** What the batch calls it. */
  readonly identifier?: string | undefined;
  status: 'IN_PROGRESS' | FinalStatus;
  endedAt: Date | undefined;
  resolvedSourceVersion: string | undefined;
  artifact: BuiltArtifact | undefined;
  secondaryArtifacts?: readonly (BuiltArtifact & { readonly identifier: string })[];
  exportedVariables: Readonly<Record<string, string>>;
  reports?: readonly MadeReport[];
  /** Ends the wait for the build's end. */
  cancel: () => void;
}

/** The digests are CodeBuild's, and only of what it has packaged as ZIP. */
export interface BuiltArtifact {
  readonly location: string;
  readonly md5?: string;
  readonly sha256?: string;
}

/** What a report group has of a build. */
export interface MadeReport {
  readonly group: string;
  readonly type?: 'TEST' | 'CODE_COVERAGE';
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'GENERATING' | 'INCOMPLETE';
  readonly cases: readonly {
    readonly name: string;
    readonly status: 'SUCCEEDED' | 'FAILED' | 'ERROR' | 'SKIPPED' | 'UNKNOWN';
  }[];
}

/** Several builds that were started as one. */
export interface Batch {
  readonly project: Project;
  readonly arn: string;
  readonly startedAt: Date;
  /** How many builds it has. */
  readonly size: number;
}

/** What the world says becomes of a build. */
export interface BuildOutcome {
  readonly status?: FinalStatus;
  readonly seconds?: number;
  /** The commit that the source version resolved to. */
  readonly commit?: string;
  /** What the artifact holds: its bytes decide its digest. */
  readonly artifact?: string | Uint8Array;
  /** Where it puts that, if not where the project says. A build that fails puts it there too. */
  readonly key?: string;
  /** What else it makes, each beside that unless it says where. */
  readonly secondaryArtifacts?: readonly {
    readonly identifier: string;
    readonly body: string | Uint8Array;
    readonly key?: string;
  }[];
  readonly exportedVariables?: Readonly<Record<string, string>>;
  /** What its tests come to, where it reports that; a build that did not run to its end reports nothing. */
  readonly reports?: readonly MadeReport[];
}

export type BuildScript = (build: Build) => BuildOutcome | undefined;
