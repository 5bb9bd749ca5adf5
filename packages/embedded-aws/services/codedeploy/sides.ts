// What a deployment does, and when: in steps, or from one side to the other.

import type { DeploymentError } from './deployments.ts';

export interface Step {
  readonly afterSeconds: number;
  readonly run: () => void;
}

/** What there is two of. */
export interface Sides {
  /** What replaces begins to come up. */
  readonly begin: () => void;
  /** It has come up. */
  readonly install?: () => void;
  /** Why it cannot get the traffic after all. */
  readonly problem?: () => DeploymentError | undefined;
  /** The steps in which it gets the traffic. */
  readonly moves: readonly Step[];
  /** It has all of the traffic. */
  readonly arrive: () => void;
  /** What it replaces is gone. */
  readonly terminate: () => void;
  /** What replaces is there already, and nothing is waited for: it goes back. */
  readonly isBack?: true;
}
