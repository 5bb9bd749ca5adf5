// What jobs of CodeBuild go through: how they go, who else runs them, and what is told of that.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Build, BuildOutcome } from '@tidegate/embedded-aws/services/codebuild/builds';
import { secondsIn } from '../../core/duration.ts';
import { projectsOf } from '../../core/job.ts';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { counted } from './counted.ts';
import { digestThere, variableOf } from './kinds/job.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import type { ServiceParts, Told } from './service-runs.ts';
import { shaOf } from './truth.ts';

/** A script takes its time; one that only reads, less. */
const SECONDS = { brings: 150, says: 45 } as const;
/** CodeBuild ends what hangs after so long. */
const HANGS_SECONDS = 8 * 3600;

export function followJobs({ aws, targets, named }: ServiceParts, told: Told): void {
  aws.events.subscribe(({ source, account, region, detail }) => {
    const { 'build-id': arn, 'project-name': project = '' } = detail as {
      readonly 'build-id'?: string;
      readonly 'project-name'?: string;
    };
    if (source !== 'aws.codebuild') return;
    const place = { account, region };
    const target = targetOf(targets, { ...place, name: project });
    const build = target && aws.codeBuild.builds(project, place).find((it) => it.arn === arn);
    if (!target || !build) return;
    const revision = revisionOfJob(named, build);
    if (build.status === 'IN_PROGRESS') told.begins(target, revision);
    else if (build.status === 'SUCCEEDED') told.ends(target, revision);
    else told.stops(target);
  });
}

export function scriptJobs({
  aws,
  targets,
  named,
  scenario,
}: ServiceParts & { readonly scenario: Pick<Scenario, 'misbehaviours'> }): void {
  const played = counted();
  aws.codeBuild.script((build) => {
    const asked = targets.find(
      (it) => isAt(it, build.project) && it.job.runs === build.project.name,
    );
    if (asked?.job) return saying(digestThere(aws, asked));
    const target = targetOf(targets, build.project);
    if (target === undefined) return undefined;
    const found = scenario.misbehaviours.find(
      (each) =>
        each.how === 'deployment' &&
        each.revision === revisionOfJob(named, build) &&
        each.target === target.name &&
        played.isLeft(each, each.times),
    );
    if (found?.how !== 'deployment') return { seconds: SECONDS.brings };
    played.add(found);
    return outcomeOf(found.outcome, found.takes);
  });
}

function saying(digest: string | undefined): BuildOutcome {
  return { seconds: SECONDS.says, exportedVariables: { TIDEGATE_RUNS: digest ?? 'nothing' } };
}

function outcomeOf(outcome: string, takes: string | undefined): BuildOutcome {
  if (outcome === 'hangs') return { status: 'TIMED_OUT', seconds: HANGS_SECONDS };
  const seconds = takes === undefined ? SECONDS.brings : secondsIn(takes);
  return { seconds, ...(outcome === 'fails' && { status: 'FAILED' }) };
}

/** Somebody runs the job by hand; false while it runs already. */
export function moveJob(
  { aws, revisions }: { readonly aws: EmbeddedAws; readonly revisions: Revisions },
  target: TargetOf<'job'>,
  { to, stops }: Move,
): boolean {
  const { account, region } = target;
  const running = projectsOf(target.job)
    .flatMap((name) => aws.codeBuild.builds(name, { account, region }))
    .filter(({ status }) => status === 'IN_PROGRESS');
  if (running.length > 0 && !stops) return false;
  for (const each of running) aws.codeBuild.stop(each);
  const hex = Buffer.from(shaOf(revisions.contentOf(to)), 'base64').toString('hex');
  const environmentVariables = [{ name: 'TIDEGATE_DIGEST', value: `sha256:${hex}` }];
  aws.codeBuild.start(
    target.job.project,
    { account, region },
    {
      initiator: 'somebody',
      environmentVariables,
    },
  );
  return true;
}

/** What a build was told to bring, by the scenario's name. */
export function revisionOfJob(named: ServiceParts['named'], build: Build): string | undefined {
  const digest = variableOf(build, 'TIDEGATE_DIGEST');
  return digest && named(Buffer.from(digest.replace('sha256:', ''), 'hex').toString('base64'));
}

type Project = Pick<Build['project'], 'account' | 'region' | 'name'>;

function isAt(target: TargetDefinition, { account, region }: Project): target is TargetOf<'job'> {
  return target.job !== undefined && target.account === account && target.region === region;
}

function targetOf(
  targets: readonly TargetDefinition[],
  project: Project,
): TargetOf<'job'> | undefined {
  return targets
    .filter((it) => isAt(it, project))
    .find(({ job }) => projectsOf(job).includes(project.name));
}
