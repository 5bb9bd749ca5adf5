// What a kind of target says of one that is of it, without asking anybody. Each kind has a file here, named like it.

import type { Pace } from '../pace.ts';
import type { DeploymentGroup } from '../pipeline/targets/codedeploy-group.ts';
import type { WatchedResource } from '../pipeline/watch-schema.ts';

/** A thing that two targets must not share, in the words of the judge's nodes. */
export interface Place {
  /** What people call it: `alias`, `deployment group`. */
  readonly what: string;
  /** `lambda shop:live`, `codedeploy shop/live`. */
  readonly node: string;
}

export interface Kind<Target> {
  /** What it is called on the board. */
  readonly word: string;
  /** Each belongs to one target of one pipeline. */
  placesOf(target: Target): readonly Place[];
  /** The nodes that a deployment to it changes. */
  deployedTo(target: Target): readonly string[];
  /** What is deployed to, as far as it has metrics that everyone should watch. */
  resourcesOf(target: Target): readonly WatchedResource[];
  /** The code that targets of it have in common: where one is production, so is another. */
  codeOf(target: Target): string | undefined;
  /** What traces and budgets call its code, besides its resources. */
  applicationOf(target: Target): string | undefined;
  /** The group of CodeDeploy by which it is deployed to. */
  groupOf(target: Target): DeploymentGroup | undefined;
  /** How long its traffic shifts, where the target itself says so. */
  paceOf(target: Target): Pace | undefined;
  /** What tells how long a deployment to it takes, where only its platform knows; a group of CodeDeploy tells too. */
  pacedBy?(target: Target): 'stack' | 'strategy' | undefined;
  /**
   * What is brought to it: the artifact, wherever that lies; a copy of it in a bucket of its own account and region;
   * the images that the artifact names; or a template in it.
   */
  getsOf(target: Target): 'artifact' | 'copy' | 'images' | 'template';
  /** Where no event tells how what was begun there ends: how many seconds that usually takes. */
  quietSeconds?(target: Target): number;
  /** Whether a deployment goes from one version to another, which the intent names. */
  readonly hasVersions: boolean;
}
