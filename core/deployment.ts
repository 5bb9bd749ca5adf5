// What was begun on a target to bring something there, as its platform tells of it.

import type { ArtifactName } from './found-truth.ts';

export interface Deployment {
  readonly id: string;
  readonly state: 'running' | 'Succeeded' | 'Failed' | 'Stopped';
  /** What whoever began it has said of it: ours bear a mark. */
  readonly description: string;
  readonly createdAt: string;
  readonly error?: string;
  /** The platform's name for what went wrong, such as `HEALTH_CONSTRAINTS`. */
  readonly errorCode?: string;
  /** It failed before anything of it had served: that is none of the revision's doing. */
  readonly hasServedNothing?: true;
  /** `user` for whoever calls CodeDeploy, else which service did. */
  readonly creator: string;
  /** Of one that succeeded, the instances that did not get it: as many as its group's configuration bears. */
  readonly missed?: { readonly count: number; readonly of: number };
  /** The name of the configuration by which it moves traffic, or instances. */
  readonly configuration?: string;
  /** Of one that ended half-way, the instances that got it. */
  readonly reached?: { readonly count: number; readonly of: number };
  /** Its platform holds it until it is told to go on: the name of this very hold. */
  readonly heldBy?: string;
  /** All of the traffic has it, though its platform goes on: what it replaces lives for a time. */
  readonly isInEffect?: true;
  /** Its group has two of everything, and those are instances. */
  readonly isTwoSided?: true;
  /** CodeDeploy began it by itself, to take back this one. */
  readonly takesBack?: string;
  /** What the platform's events call it, where that is another name. */
  readonly alsoCalled?: string;
  /** It failed, and what is there takes no other before a person has seen to it. */
  readonly isStuck?: true;
  /** It succeeded, and what is there was so already. */
  readonly changedNothing?: true;
  /** It succeeded, and nothing says what is there but that. */
  readonly isBelieved?: true;
  /** What it brings to instances. */
  readonly artifact?: ArtifactName;
}

/**
 * What is said of instances after a deployment that ended half-way; nothing of functions.
 *
 *     1 of 3  →  `; 1 of 3 instances has it`
 *     0 of 3  →  `; none of 3 instances has it`
 */
export function reachedText({ reached }: Pick<Deployment, 'reached'>): string {
  if (reached === undefined) return '';
  const { count, of } = reached;
  if (count === 0) return `; none of ${of} instances has it`;
  return `; ${count} of ${of} instances ${count === 1 ? 'has' : 'have'} it`;
}
