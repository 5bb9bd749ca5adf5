// Builds, batches and projects as CodeBuild's API has them, read.

import type {
  BuildArtifacts,
  BuildBatch,
  Build as SdkBuild,
  Project as SdkProject,
} from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import type { BuildFacts, Recipe, SourceFacts } from '../core/admission/admission.ts';
import type { BuiltArtifact } from '../core/admission/artifact-choice.ts';
import { givenToBuild } from '../core/admission/built-from.ts';
import type { Made } from '../core/admission/made.ts';
import { isSender } from '../core/admission/webhook.ts';
import { answerOf } from './answer.ts';

/** A build, or a batch of them that counts as one. */
export interface Build extends BuildFacts {
  readonly arn: string;
  readonly project: string;
  /** 0 of what another source has made. */
  readonly number: number;
  /** What people call what another source has made. */
  readonly name?: string;
  /** What another source has made. */
  readonly made?: Made;
  readonly status: string;
  /** Absent while it runs. */
  readonly endedAt?: string;
  /** The reports of tests that it made. */
  readonly reports?: readonly string[];
  /** The phase that it did not get through; absent where it did, or runs. */
  readonly failedIn?: string;
  readonly isBatch: boolean;
  /** Where its artifacts went, if it made any. */
  readonly artifacts: readonly BuiltArtifact[];
}

export function buildOf(build: SdkBuild): Build {
  const { artifacts, secondaryArtifacts = [], buildBatchArn, reportArns = [] } = build;
  return {
    ...commonOf(build),
    number: Number(build.buildNumber ?? 0),
    status: build.buildStatus ?? '',
    ...failedPhase(build),
    ...(reportArns.length > 0 && { reports: reportArns }),
    isBatch: false,
    exported: { ...givenTo(build), ...valuesOf(build.exportedEnvironmentVariables) },
    artifacts: [
      ...artifactsOf(artifacts, ''),
      ...secondaryArtifacts.flatMap((each) => artifactsOf(each, each.artifactIdentifier ?? '')),
    ],
    ...(buildBatchArn && { batch: buildBatchArn }),
  };
}

function givenTo({ environment, initiator = '' }: SdkBuild) {
  const written = (environment?.environmentVariables ?? []).filter(
    ({ type = 'PLAINTEXT' }) => type === 'PLAINTEXT',
  );
  return givenToBuild(valuesOf(written), isSender(initiator));
}

function valuesOf(
  variables: readonly {
    readonly name?: string | undefined;
    readonly value?: string | undefined;
  }[] = [],
): Record<string, string> {
  return Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value]));
}

function failedPhase({ phases = [] }: SdkBuild): Pick<Build, 'failedIn'> {
  const failed = phases.find(
    ({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED',
  );
  return failed?.phaseType ? { failedIn: failed.phaseType } : {};
}

/** A batch, and how it is once its builds have been read. */
interface BatchOfBuilds {
  readonly children: readonly { readonly identifier: string; readonly arn: string }[];
  with(builds: readonly Build[]): Build;
}

export function batchOf(batch: BuildBatch): BatchOfBuilds {
  const children = (batch.buildGroups ?? []).flatMap(({ identifier = '', currentBuildSummary }) =>
    currentBuildSummary?.arn ? [{ identifier, arn: currentBuildSummary.arn }] : [],
  );
  return {
    children,
    with: (builds) => ({
      ...commonOf(batch),
      number: Number(batch.buildBatchNumber ?? 0),
      status: batch.buildBatchStatus ?? '',
      isBatch: true,
      exported: Object.assign({}, ...builds.map(({ exported }) => exported)) as Build['exported'],
      artifacts: [
        ...artifactsOf(batch.artifacts, ''),
        ...children.flatMap(({ identifier, arn }) =>
          (builds.find((each) => each.arn === arn)?.artifacts ?? []).map((artifact) => ({
            ...artifact,
            identifier: artifact.identifier || identifier,
          })),
        ),
      ],
    }),
  };
}

type Common =
  | 'arn'
  | 'projectName'
  | 'startTime'
  | 'endTime'
  | 'sourceVersion'
  | 'resolvedSourceVersion'
  | 'initiator'
  | 'source'
  | 'environment';

const begun = z.object({ arn: z.string(), projectName: z.string(), startTime: z.date() });

/** What builds and batches have alike. */
function commonOf(build: Pick<SdkBuild & BuildBatch, Common>) {
  const { sourceVersion, endTime } = build;
  const { arn, projectName, startTime } = answerOf('reading a build', begun, build);
  return {
    arn,
    project: projectName,
    startedAt: startTime.toISOString(),
    ...(endTime && { endedAt: endTime.toISOString() }),
    ...(sourceVersion && { sourceVersion }),
    commit: build.resolvedSourceVersion ?? '',
    initiator: build.initiator ?? '',
    ...recipeOf(build),
  };
}

function recipeOf({ source, environment }: Pick<SdkBuild, 'source' | 'environment'>): Recipe {
  return {
    ...(source?.type && { sourceType: source.type }),
    ...(source?.location && { location: source.location }),
    ...(source?.buildspec && { buildspec: source.buildspec }),
    ...(environment?.image && { image: environment.image }),
  };
}

/** None where it went nowhere, or to CodePipeline. */
function artifactsOf(artifacts: BuildArtifacts | undefined, identifier: string): BuiltArtifact[] {
  const { location = '', sha256sum } = artifacts ?? {};
  const [, bucket, key] = /^arn:aws[^:]*:s3:::([^/]+)\/(.+)$/s.exec(location) ?? [];
  if (bucket === undefined || key === undefined) return [];
  return [{ identifier, bucket, key, ...(sha256sum && { digest: `sha256:${sha256sum}` }) }];
}

export function factsOf(project: SdkProject): SourceFacts {
  const { webhook, sourceVersion, lastModified } = project;
  const defaultBranch = sourceVersion?.replace(/^refs\/heads\//, '');
  return {
    project: {
      ...recipeOf(project),
      ...(lastModified && { changedAt: lastModified.toISOString() }),
    },
    ...(defaultBranch && isBranch(defaultBranch) && { defaultBranch }),
    ...(webhook && { filters: filtersOf(webhook) }),
  };
}

/** A project's source version may be a commit, a tag or a version of an object too. */
function isBranch(sourceVersion: string): boolean {
  return !/^([0-9a-f]{7,64}|refs\/.*|pr\/.*|arn:.*)$/.test(sourceVersion);
}

/** The older form of a filter is of the branch's bare name. */
function filtersOf({ filterGroups = [], branchFilter }: NonNullable<SdkProject['webhook']>) {
  const groups = filterGroups.map((group) =>
    group.map(({ type = '', pattern = '', excludeMatchedPattern: excludes = false }) => ({
      type,
      pattern,
      excludes,
    })),
  );
  if (groups.length > 0 || !branchFilter) return groups;
  const pattern = branchFilter.replace(/^\^/, '^refs/heads/');
  return [[{ type: 'HEAD_REF', pattern, excludes: false }]];
}
