// What a person wishes who starts a release by hand, and what would be done.

import type { Build } from '../aws/codebuild.ts';
import type { Mends } from './mark-fix.ts';

/** What a person wishes. */
export interface StartWish {
  readonly pipeline: string;
  /** As `buildsNamed` takes it; undefined for the newest. */
  readonly wanted: string | undefined;
  /** Whether it may be one that admission would not take. */
  readonly admit: boolean;
  /** Whether it may take the place of a newer one. */
  readonly stepBack: boolean;
  /** Whether it may be one that was released before. */
  readonly retry: boolean;
  /** Whether it is for the targets alone that are behind it. */
  readonly behind?: boolean | undefined;
  /** An alarm that fires, or a stage, which it is to mend. */
  readonly fixes?: string | undefined;
  readonly reason: string;
  /** How long what it lets through may be started. */
  readonly permitSeconds: number;
  /** The ARN of the person. */
  readonly by: string;
  readonly name: string;
  /** By which way it was asked for. */
  readonly door: string;
  /** When it was asked for: whoever repeats it asks for the same. */
  readonly at: string;
}

/** What would be done, as it looks now. */
export interface IntendedStart {
  readonly build: Build;
  readonly label: string;
  /** What the release would be called. */
  readonly release: string;
  /** What admission has against the build; undefined for nothing. */
  readonly against: string | undefined;
  /** What it is to mend; undefined where it is no fix. */
  readonly mends: Mends | undefined;
  /** The execution of a release that is on its way, and is only marked; undefined where one is started. */
  readonly marks: string | undefined;
  /** Whether it lifts a quarantine for which nothing but a test speaks. */
  readonly lifts: boolean;
  /** The stages that have let something newer in, where it would end `Superseded`. */
  readonly overtakenIn: readonly string[];
  /** The targets, and what each runs, as last proven; undefined where that is not known. */
  readonly targets: readonly { readonly name: string; readonly runs: string | undefined }[];
}

/** What is kept of that until it is done: of the targets, which may be thousands, the text that tells of them. */
export interface CarriedStart extends Omit<IntendedStart, 'targets'> {
  readonly seen: string;
}

export interface DoneStart {
  readonly release: string;
  readonly execution: string;
  /** False where the same was asked for a moment before: then that is it. */
  readonly isNew: boolean;
}
