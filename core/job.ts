// Jobs: builds that bring a revision somewhere, and builds that say what is there. What they are told, and say.

import type { Deployment } from './deployment.ts';
import type { JobFields } from './pipeline/targets/job.ts';
import { labelOf, type Revision } from './revision.ts';

export const MARK = 'TIDEGATE_MARK';
/** Of a build that says what runs: the job after which it was asked. */
export const AFTER = 'TIDEGATE_AFTER';
const DIGEST = 'TIDEGATE_DIGEST';
const RUNS = 'TIDEGATE_RUNS';

/** A build of CodeBuild, as far as it is a job. */
export interface Job {
  /** `checkout-deploys:7f0c…` */
  readonly id: string;
  readonly project: string;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly endedAt?: string;
  /** CodeBuild's word: `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `FAULT`, `STOPPED`, `TIMED_OUT`. */
  readonly status: string;
  /** The phase that it did not get through. */
  readonly failedIn?: string;
  /** What it was told, and what it says. */
  readonly variables: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
}

/** The projects whose builds change what is there. */
export function projectsOf({ project, rollback }: JobFields): readonly string[] {
  return rollback === undefined || rollback === project ? [project] : [project, rollback];
}

/** With the one that only says what is there. */
export function allProjectsOf(job: JobFields): readonly string[] {
  return job.runs === undefined ? projectsOf(job) : [...projectsOf(job), job.runs];
}

export function jobNode(project: string): string {
  return `job ${project}`;
}

/** What the script of a job is told. */
export function variablesOf({
  pipeline,
  target,
  doing,
  revision,
  mark,
}: {
  readonly pipeline: string;
  readonly target: { readonly name: string };
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  readonly mark: string;
}): Readonly<Record<string, string>> {
  const { artifact, images, digest, commit } = revision;
  return {
    TIDEGATE_DOES: doing,
    TIDEGATE_PIPELINE: pipeline,
    TIDEGATE_TARGET: target.name,
    TIDEGATE_REVISION: labelOf(revision),
    TIDEGATE_COMMIT: commit,
    [DIGEST]: digest,
    ...(artifact && {
      TIDEGATE_ARTIFACT_BUCKET: artifact.bucket,
      TIDEGATE_ARTIFACT_KEY: artifact.key,
      TIDEGATE_ARTIFACT_VERSION: artifact.version,
    }),
    ...(images && { TIDEGATE_IMAGES: JSON.stringify(images) }),
    [MARK]: mark,
  };
}

/** The digest of what a job has brought, as it was told. */
export function digestOf({ variables }: Job): string | undefined {
  return variables[DIGEST];
}

/** Before these phases are over, a build has not run what it is told to. */
const BEFORE_COMMANDS = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE'];

/**
 * A job as a deployment.
 *
 *     SUCCEEDED                  →  Succeeded
 *     FAILED in BUILD            →  Failed: its script has
 *     FAILED in PROVISIONING     →  Failed, before its script had begun
 *     TIMED_OUT, FAULT           →  Failed: how far its script got, nobody knows
 *     STOPPED                    →  Stopped: somebody wanted it so
 */
export function deploymentOf(job: Job): Deployment {
  const { id, startedAt, status, variables } = job;
  const description = variables[MARK] ?? '';
  const of = { id, description, createdAt: startedAt, creator: 'user' };
  switch (status) {
    case 'IN_PROGRESS':
      return { ...of, state: 'running' };
    case 'SUCCEEDED':
      return { ...of, state: 'Succeeded' };
    case 'STOPPED':
      return { ...of, state: 'Stopped' };
    default:
      return { ...of, state: 'Failed', error: errorOf(job) };
  }
}

function errorOf({ status, failedIn = '' }: Job): string {
  if (status === 'TIMED_OUT') return 'its build did not end in the time of its project';
  if (BEFORE_COMMANDS.includes(failedIn))
    return `its build is ${status} in ${failedIn}, before its script had begun`;
  if (status === 'FAILED')
    return `its build is FAILED${failedIn ? ` in ${failedIn}` : ''}: what its script had done by then is there`;
  return `its build is ${status}`;
}

/** What a build says that runs; undefined where it says nothing. */
export function runsBy({ status, exported }: Job): string | undefined {
  return status === 'SUCCEEDED' ? exported[RUNS]?.trim() || undefined : undefined;
}

/** Why a build that was to say what runs has said nothing; undefined while it runs. */
export function silenceOf({ id, status }: Job): string | undefined {
  if (status === 'IN_PROGRESS') return undefined;
  return status === 'SUCCEEDED'
    ? `build ${id} exports no ${RUNS} (env, exported-variables)`
    : `build ${id}, which was to say it, is ${status}`;
}
