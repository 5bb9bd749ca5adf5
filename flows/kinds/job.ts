// Whatever a script deploys: a job of CodeBuild brings it there, and another one says what is there.

import { createHash } from 'node:crypto';
import type { Deployment } from '../../core/deployment.ts';
import type { JobRun, JobTruth } from '../../core/found-truth.ts';
import {
  AFTER,
  deploymentOf,
  digestOf,
  type Job,
  MARK,
  projectsOf,
  runsBy,
  silenceOf,
  variablesOf,
} from '../../core/job.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';
import type { Asks, Finds, Keeps, Observes, Reads, Settles, Starts, Stops } from './kind.ts';

type Target = TargetOf<'job'>;

export const starts: Starts<Target> = {
  async start({ jobs }, wanted) {
    const { target, doing, mark } = wanted;
    const { project, rollback = project } = target.job;
    const wish = { token: tokenOf(mark), variables: variablesOf(wanted) };
    const named = doing === 'rollBack' ? rollback : project;
    return { id: await jobs.start(target, { project: named, ...wish }) };
  },
};

export const finds: Finds<Target> = {
  async find(ports, { target, mark, since }) {
    const found = (await jobsOf(ports, target)).find(
      ({ variables, startedAt }) => variables[MARK] === mark && startedAt >= secondOf(since),
    );
    return found && deploymentOf(found);
  },
  async running(ports, target) {
    const found = (await jobsOf(ports, target)).find(({ status }) => status === 'IN_PROGRESS');
    return found && deploymentOf(found);
  },
};

/** CodeBuild tells when a build began by the second. */
function secondOf(since: string): string {
  return `${since.slice(0, 19)}.000Z`;
}

/** How long somebody has, once a job has ended, to begin to ask what runs. */
const ASKED_WITHIN_MILLIS = 15 * 60_000;
/** How often it is asked, where the build that was to say it says nothing. */
const ASKED = 2;

export const observes: Observes<Target> = {
  /** It has succeeded once a build has said so, where there is one that can. */
  async observe(ports, { target, id }) {
    const job = await ports.jobs.get(target, id);
    if (job === undefined) return gone(ports, id);
    const deployment = deploymentOf(job);
    const { runs } = target.job;
    if (deployment.state !== 'Succeeded') return deployment;
    if (runs === undefined) return { ...deployment, isBelieved: true };
    const asked = await askedAfter(ports, target, runs, id);
    const said = asked.map(runsBy).find((digest) => digest !== undefined);
    if (said !== undefined) return asSaid(deployment, job, said);
    const failed = asked.filter(({ status }) => status !== 'IN_PROGRESS');
    const late = ports.clock.now().getTime() - Date.parse(job.endedAt ?? job.startedAt);
    const isOver =
      asked.length === failed.length && (failed.length >= ASKED || late > ASKED_WITHIN_MILLIS);
    if (!isOver) return { ...deployment, state: 'running' };
    const why = failed[0] === undefined ? `no build of ${runs} was asked` : silenceOf(failed[0]);
    return {
      ...deployment,
      state: 'Failed',
      error: `it succeeded, but nothing says what runs: ${why}`,
    };
  },
};

function gone({ clock }: Ports, id: string): Deployment {
  const createdAt = clock.now().toISOString();
  const error = 'its build is gone';
  return { id, description: '', createdAt, creator: 'user', state: 'Failed', error };
}

function asSaid(deployment: Deployment, job: Job, said: string): Deployment {
  if (said === digestOf(job)) return deployment;
  const error = `it succeeded, but ${said} is said to run, not ${digestOf(job)}`;
  return { ...deployment, state: 'Failed', error };
}

export const asks: Asks<Target> = {
  async ask(ports, { target, id }) {
    const { runs } = target.job;
    const job = runs === undefined ? undefined : await ports.jobs.get(target, id);
    if (runs === undefined || job?.status !== 'SUCCEEDED') return;
    const asked = await askedAfter(ports, target, runs, id);
    const isAnswered = asked.some((each) => silenceOf(each) === undefined || runsBy(each));
    if (isAnswered || asked.length >= ASKED) return;
    const variables = { ...job.variables, [AFTER]: id };
    const token = tokenOf(`${id} ${asked.length}`);
    await ports.jobs.ask(target, { project: runs, token, variables: toldOf(variables) });
  },
  hasAnswered,
};

/** An answer is of just now for so long. */
const FRESH_MILLIS = 10 * 60_000;

async function hasAnswered(ports: Ports, target: Target): Promise<boolean> {
  const { runs } = target.job;
  if (runs === undefined) return true;
  const [job] = await jobsOf(ports, target);
  const [last] = await ports.jobs.last(target, runs);
  if (last?.status === 'IN_PROGRESS') return false;
  const fresh = new Date(ports.clock.now().getTime() - FRESH_MILLIS).toISOString();
  const isFresh =
    last !== undefined && last.startedAt >= fresh && last.startedAt >= (job?.endedAt ?? '');
  if (isFresh && runsBy(last) !== undefined) return true;
  // Of no try's mark: whoever asks here looks again, and no event is waited for.
  const { [MARK]: _, ...variables } = toldOf(job?.variables ?? {});
  const token = tokenOf(`${target.name} ${job?.id} ${last?.id}`);
  await ports.jobs.ask(target, { project: runs, token, variables });
  return false;
}

/** What the project says to each of its builds is not said again. */
function toldOf(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => /^TIDEGATE_/.test(name)));
}

async function askedAfter({ jobs }: Ports, target: Target, runs: string, id: string) {
  return (await jobs.last(target, runs)).filter(({ variables }) => variables[AFTER] === id);
}

export const stops: Stops<Target> = {
  stop: ({ jobs }, { target, id }) => jobs.stop(target, id),
};

export const reads: Reads<Target> = {
  reader: async (ports) => ({ read: ({ target }) => jobTruth(ports, target) }),
};

async function jobTruth(ports: Ports, target: Target): Promise<JobTruth> {
  const [attempted, ...earlier] = await jobsOf(ports, target);
  if (attempted === undefined) return { kind: 'job', ...(await saidSince(ports, target, '')) };
  const last = [attempted, ...earlier].find(({ status }) => status === 'SUCCEEDED');
  const { endedAt } = attempted;
  return {
    kind: 'job',
    attempted: runOf(attempted),
    ...(last && { last: runOf(last) }),
    ...(endedAt && (await saidSince(ports, target, endedAt))),
  };
}

async function saidSince(
  { jobs }: Ports,
  target: Target,
  since: string,
): Promise<Pick<JobTruth, 'runs'>> {
  const { runs } = target.job;
  if (runs === undefined) return {};
  for (const each of await jobs.last(target, runs)) {
    const digest = runsBy(each);
    if (digest !== undefined && each.startedAt >= since) return { runs: { digest, by: each.id } };
  }
  return {};
}

function runOf(job: Job): JobRun {
  const digest = digestOf(job);
  return { ...deploymentOf(job), ...(digest !== undefined && { digest }) };
}

export const settles: Settles<Target> = {
  settingAfter: async (_ports, { id }) => id,
};

export const keeps: Keeps<Target> = {
  keptAs: () => undefined,
  isKept: async () => false,
  hasCopy: async () => false,
};

/** Those that bring something there, the newest first. */
async function jobsOf({ jobs }: Ports, target: Target): Promise<readonly Job[]> {
  const found = await sideBySide(projectsOf(target.job), (project) => jobs.last(target, project));
  return found.flat().sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** As long as CodeBuild takes one. */
function tokenOf(mark: string): string {
  return createHash('sha256').update(mark).digest('hex');
}
