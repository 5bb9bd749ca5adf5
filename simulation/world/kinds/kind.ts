// How a kind of target is simulated. Each kind has a file here, named like it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
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
  /** The revision that all of it runs; undefined while it is mixed, or none of the scenario's. */
  runningOn(parts: TruthParts, target: Target): string | undefined;
}
