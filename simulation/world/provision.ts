// Makes a simulated AWS in which a pipeline's names exist: projects, groups, functions, alarms, the members' roles.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Source, Webhook } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { Place } from '../../aws/clients.ts';
import { keyNameOf } from '../../core/admission/request.ts';
import { tellsPullRequests } from '../../core/admission/webhook.ts';
import { alarmAt } from '../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { type ElsewhereTold, elsewhereOf, placeOf } from '../../core/pipeline/test-schema.ts';
import { addMemberRoles } from '../stack/member-roles.ts';
import { type Stack, stageOf } from '../stack/stack.ts';
import { kindFor } from './kinds/kinds.ts';
import type { Budgets } from './objectives.ts';
import type { Pipelines } from './pipelines.ts';
import { artifactBucket, artifactBucketsOf, home } from './place.ts';
import { provisionAlarm } from './provision-alarm.ts';
import { projectTold } from './raw-events.ts';
import { addRepository, MAIN, saidOfSource, usualSource } from './repositories.ts';
import type { Scenario } from './scenario.ts';
import { logProject, logTarget } from './telemetry/logged.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { traceTarget } from './telemetry/traced.ts';
import type { Traffic } from './traffic.ts';

export interface WorldParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly stack: Stack;
  readonly traffic: Traffic;
  readonly telemetry: Telemetry;
  readonly budgets: Budgets;
  readonly scenario: Scenario;
  readonly targets: readonly TargetDefinition[];
  readonly pipelines: Pipelines;
  /** Reads a file that the scenario names. */
  readonly readFile: (path: string) => string;
}

export function provision(parts: WorldParts): void {
  const { aws, pipelines } = parts;
  aws.s3.objects.create(artifactBucket, home.account, home.region);
  for (const pipeline of pipelines) {
    provisionSource(parts, pipeline);
    for (const { project, ...where } of projectsOf(pipeline))
      provisionTest(parts, project, placeOf(where, home));
    for (const test of pipeline.stages.flatMap(({ tests }) => tests))
      openMember(parts, placeOf(test, home).account);
    for (const target of pipeline.stages.flatMap(targetsOf)) {
      openMember(parts, target.account);
      for (const account of target.stackSet?.accounts ?? []) openMember(parts, account);
      for (const kept of [...(target.metrics ?? []), target.dataPoints])
        if (kept?.account !== undefined) openMember(parts, kept.account);
      provisionTarget(parts, target);
    }
  }
}

/** Tidegate's roles are there in every account that a pipeline names. */
function openMember({ aws, stack, scenario, pipelines }: WorldParts, account: string): void {
  const artifactBuckets = artifactBucketsOf(scenario, pipelines);
  if (account !== home.account) addMemberRoles(aws, { stack, home, artifactBuckets }, account);
}

export function sourcePlace({ source }: Pick<PipelineDefinition, 'source'>) {
  return { account: source.account ?? home.account, region: source.region ?? home.region };
}

function makeBucket(aws: EmbeddedAws, { account, region }: Place, name: string): void {
  if (aws.s3.objects.buckets().some((each) => each.name === name)) return;
  aws.s3.objects.create(name, account, region);
}

function provisionSource(parts: WorldParts, pipeline: PipelineDefinition): void {
  const { aws, scenario } = parts;
  const place = sourcePlace(pipeline);
  const { project } = pipeline.source;
  if (project === undefined) {
    if (pipeline.source.event) parts.aws.kms.addKey(home, keyNameOf(pipeline.pipeline));
    for (const { s3, ...told } of [
      pipeline.source,
      ...Object.values(pipeline.source.bundle ?? {}),
    ]) {
      const its = placeOf(told, place);
      if (s3) makeBucket(aws, its, s3.bucket);
      openMember(parts, its.account);
    }
    return;
  }
  const same = parts.pipelines.find((it) => isSourceOf(it, place, project));
  if (same !== pipeline) return;
  openMember(parts, place.account);
  const told = projectTold(parts, scenario.builds, project);
  const said = saidOfSource(scenario.sources, pipeline, parts.pipelines);
  const source = told.source ?? usualSource(pipeline, said);
  addRepository(aws, { account: place.account, source });
  aws.codeBuild.addProject({
    ...place,
    name: project,
    source,
    // A repository of CodeCommit tells its default branch itself.
    ...(source.type !== 'CODECOMMIT' && { sourceVersion: MAIN }),
    ...(told.image && { image: told.image }),
    ...(hasWebhook(source) && { webhook: webhookOf(scenario, source, said?.webhook) }),
    artifact: { bucket: artifactBucket, key: (number) => `${project}/${number}/${project}.zip` },
  });
}

function isSourceOf(pipeline: PipelineDefinition, place: Place, project: string): boolean {
  const { account, region } = sourcePlace(pipeline);
  return (
    pipeline.source.project === project && account === place.account && region === place.region
  );
}

function hasWebhook({ type }: { readonly type: string }): boolean {
  return /^(GITHUB|GITLAB|BITBUCKET)/.test(type);
}

/**
 * It lets such pushes build, or else those to branches that the scenario has builds of; and pull requests, where those
 * tell themselves apart or there are any.
 */
function webhookOf({ builds }: Scenario, source: Source, patterns = patternsOf(builds)): Webhook {
  const push = { type: 'EVENT', pattern: 'PUSH' };
  const narrow = patterns.map((pattern) => [push, { type: 'HEAD_REF', pattern }]);
  const pushes = narrow.length > 0 ? narrow : [[push]];
  const requests = [{ type: 'EVENT', pattern: 'PULL_REQUEST_CREATED,PULL_REQUEST_UPDATED' }];
  const hasRequests =
    tellsPullRequests(source.type) || builds.some(({ pullRequest }) => pullRequest !== undefined);
  return { filterGroups: [...pushes, ...(hasRequests ? [requests] : [])] };
}

function patternsOf(builds: Scenario['builds']): string[] {
  const branches = new Set([MAIN, ...builds.flatMap(({ branch }) => branch ?? [])]);
  return [...branches].map((branch) => `^refs/heads/${branch}$`);
}

/** The projects that a release starts: its tests, its synthetic traffic, and the load of its bakes. */
function projectsOf({ stages, hooks = {} }: PipelineDefinition): RunProject[] {
  const bakes = stages.flatMap(({ bake, waves = [] }) => [bake, ...waves.map((it) => it.bake)]);
  return [
    ...stages.flatMap(({ tests }) =>
      tests.flatMap(({ project, ...where }) => (project ? { ...elsewhereOf(where), project } : [])),
    ),
    ...bakes.flatMap((bake) => bake?.traffic ?? []),
    ...bakes.flatMap((bake) => bake?.load ?? []),
    ...Object.values(hooks).flatMap((hook) => (hook?.project ? { project: hook.project } : [])),
  ];
}

interface RunProject extends ElsewhereTold {
  readonly project: string;
}

/** Its tag lets it be started in another account. */
function provisionTest(parts: WorldParts, project: string, place: Place): void {
  const { aws, stack } = parts;
  openMember(parts, place.account);
  const tags = { tidegate: stageOf(stack) };
  aws.codeBuild.addProject({ ...place, name: project, source: { type: 'NO_SOURCE' }, tags });
  logProject(parts, place, project);
}

function provisionTarget(parts: WorldParts, target: TargetDefinition): void {
  const { aws, traffic, telemetry, scenario } = parts;
  kindFor(target).provision(parts, target);
  const usual = scenario.traffic.find((each) => each.target === target.name);
  traffic.serve(target, usual?.requestsPerMinute);
  telemetry.serve(
    target,
    (at) => traffic.requestsAt(target.name, at),
    (at) => traffic.reportsAt(target.name, at),
  );
  logTarget(parts, target);
  const tracing = scenario.traces.find((each) => each.target === target.name);
  if (tracing) traceTarget({ ...parts, xray: aws.xray }, target, tracing);
  for (const objective of scenario.objectives)
    if (objective.target === target.name) parts.budgets.set(target, objective);
  for (const alarm of target.alarms) {
    openMember(parts, alarmAt(target, alarm).account);
    provisionAlarm(aws, scenario, target, alarm);
  }
}
