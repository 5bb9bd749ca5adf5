// How a kind of target is simulated. Each kind has a file here, named like it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TracedService } from '@tidegate/embedded-aws/services/xray/xray';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { Revision } from '../../../core/revision.ts';
import type { Stack } from '../../stack/stack.ts';
import type { Scenario } from '../scenario.ts';

export interface ProvisionParts {
  readonly aws: EmbeddedAws;
  /** Tidegate's own. */
  readonly stack: Stack;
  readonly scenario: Scenario;
  readonly targets: readonly TargetDefinition[];
}

export interface TruthParts {
  readonly aws: EmbeddedAws;
  /** The scenario's name of what has this digest, in base64. */
  readonly named: (sha256: string) => string | undefined;
}

export interface Kind<Target> {
  /** Makes what the target deploys to, as it is before anything happens. Targets may share some of it. */
  provision(parts: ProvisionParts, target: Target): void;
  /** Puts a revision there at once, without a call; resolves to the version, where it has one. */
  lay(
    aws: EmbeddedAws,
    target: Target,
    what: { readonly content: string; readonly revision: Revision },
  ): string | undefined;
  /** What serves it, part by part. */
  shares(parts: TruthParts, target: Target): readonly Share[];
  /** What is told of it by those who watch it besides CloudWatch. */
  watchedAs(target: Target): WatchedAs;
}

/** How X-Ray, Application Signals and DevOps Guru call what a target deploys to. */
export interface WatchedAs {
  /** As it is traced, from the outside in; the first is what objectives are on. */
  readonly services: readonly [TracedService, ...TracedService[]];
  readonly environment: string;
  readonly arn: string;
}

/** A part of a target's traffic, and what serves it. */
export interface Share {
  /** By the scenario's name; undefined if it is none of the scenario's. */
  readonly revision: string | undefined;
  /** Of 1. */
  readonly part: number;
}
