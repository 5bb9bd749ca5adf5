// What the builds of a scenario are made with, whether they are simulated or told by raw events.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Overrides, Source } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { Pipelines } from './pipelines.ts';
import type { Revisions } from './revisions.ts';
import type { BuildStep } from './scenario.ts';
import type { TurnedAway } from './turned-away.ts';

export interface BuildParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly revisions: Revisions;
  readonly turnedAway: TurnedAway;
  readonly pipelines: Pipelines;
  /** Reads a file that the scenario names. */
  readonly readFile: (path: string) => string;
}

/** A step, and what the others of its scenario make of it. */
export interface BuildToCome {
  readonly step: BuildStep;
  readonly commit: string;
  /** Of its project. */
  readonly source: Source;
  /** The batch that it is one of, and how many are. */
  readonly batch?: { readonly arn: string; readonly size: number };
}

export const BUILD_SECONDS = 120;

/** As whoever asks for a build with a buildspec of their own. */
export function overridesOf(source: Source): Overrides {
  return { source: { ...source, buildspec: 'version: 0.2\nphases: {}\n' } };
}

export function beginBatch(
  { aws }: Pick<BuildParts, 'aws'>,
  { arn, size }: NonNullable<BuildToCome['batch']>,
  {
    project,
    source,
    startedAt,
    place,
  }: {
    readonly project: string;
    readonly source: Source;
    readonly startedAt: Date;
    readonly place: { readonly account: string; readonly region: string };
  },
): void {
  const batch = { project: { ...place, name: project, source }, arn, startedAt, size };
  aws.codeBuild.addBatch(batch);
}
