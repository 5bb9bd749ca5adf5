// Reads a scenario file: strict, and only of things that its pipelines and the stack have.

import { allProjectsOf } from '../../core/job.ts';
import { alarmAt } from '../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { type Finding, parseStrictYaml } from '../../core/strict-yaml.ts';
import { calendarArns } from './calendars.ts';
import { faultFindings } from './fault-findings.ts';
import { groupUses } from './group-uses.ts';
import { idleFindings } from './idle-words.ts';
import { othersUses } from './others-uses.ts';
import type { Pipelines } from './pipelines.ts';
import { retryFindings } from './retried.ts';
import { runnersOf } from './runners.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';
import { changeableOf, type MetricChange, nodeOfChange } from './telemetry/metric-change.ts';
import { tracedNodesToChange } from './telemetry/traced.ts';
import { findings, type Use } from './used-names.ts';

/** CodeDeploy's own, without `CodeDeployDefault.` before them. */
const CONFIGURATIONS = [
  'LambdaAllAtOnce',
  ...['5', '10', '15', '30'].map((minutes) => `LambdaCanary10Percent${minutes}Minutes`),
  'LambdaLinear10PercentEvery1Minute',
  ...['2', '3', '10'].map((minutes) => `LambdaLinear10PercentEvery${minutes}Minutes`),
  'ECSAllAtOnce',
  ...['5', '15'].map((minutes) => `ECSCanary10Percent${minutes}Minutes`),
  ...['1', '3'].map((minutes) => `ECSLinear10PercentEvery${minutes}Minutes`),
  'AllAtOnce',
  'HalfAtATime',
  'OneAtATime',
];

/** Throws `Refused` with a line for each problem: a misspelt name would silently never happen. */
export function parseScenario(text: string, fileName: string, pipelines: Pipelines): Scenario {
  return parseWorld(text, fileName, pipelines, () => []).scenario;
}

export interface ParsedWorld {
  readonly scenario: Scenario;
  /** Those that were given, and the others that share the scenario's world. */
  readonly pipelines: Pipelines;
}

/** The same, with the other pipelines that the scenario names. */
export function parseWorld(
  text: string,
  fileName: string,
  given: Pipelines,
  readOthers: (files: readonly string[]) => readonly PipelineDefinition[],
): ParsedWorld {
  let pipelines: Pipelines = given;
  const scenario = parseStrictYaml(scenarioSchema, text, fileName, (it) => {
    pipelines = [...given, ...readOthers(it.pipelines)];
    return [
      ...repeatedFindings(pipelines, given.length),
      ...misbehaviourFindings(it, pipelines),
      ...worldFindings(it, pipelines),
      ...sourceFindings(it, pipelines),
      ...retryFindings(it.builds),
      ...faultFindings(it, pipelines),
      ...idleFindings(it, pipelines),
    ];
  });
  return { scenario, pipelines };
}

function repeatedFindings(pipelines: readonly PipelineDefinition[], given: number): Finding[] {
  const names = pipelines.map(({ pipeline }) => pipeline);
  return names.slice(given).flatMap((name, index) => {
    if (names.indexOf(name) === given + index) return [];
    const text = `expected pipelines of different names, got ${name} twice`;
    return [{ path: ['pipelines', index], text }];
  });
}

function revisionsOf({ builds, baseline }: Pick<Scenario, 'builds' | 'baseline'>): string[] {
  return [...builds.flatMap(({ revision }) => revision ?? []), ...(baseline ? [baseline] : [])];
}

function misbehaviourFindings(
  scenario: Scenario,
  pipelines: readonly PipelineDefinition[],
): Finding[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const targets = stages.flatMap(targetsOf);
  const tests = stages
    .flatMap((stage) => stage.tests)
    .filter(({ drill }) => drill === undefined)
    .flatMap((test) => [test.name, ...runnersOf(test)]);
  const hooks = pipelines
    .flatMap((pipeline) => Object.values(pipeline.hooks ?? {}))
    .flatMap((hook) => hook?.project ?? hook?.lambda?.split(':')[0] ?? []);
  const loads = stages
    .flatMap(({ bake, waves = [] }) => [bake, ...waves.map((wave) => wave.bake)])
    .flatMap((bake) => bake?.load?.project ?? []);
  const jobs = targets.flatMap(({ job }) => (job ? allProjectsOf(job) : []));
  const uses = scenario.misbehaviours.flatMap((each, index): Use[] => {
    const path = ['misbehaviours', index];
    const revision: Use = [[...path, 'revision'], 'revision', each.revision, revisionsOf(scenario)];
    if (each.how === 'test') {
      const stageNames = stages.map(({ name }) => name);
      const stage: Use = [[...path, 'stage'], 'stage', each.stage, stageNames];
      return [
        revision,
        [[...path, 'test'], 'test', each.test, [...tests, ...hooks, ...jobs, ...loads]],
        stage,
      ];
    }
    const names = targets.map(({ name }) => name);
    const target: Use = [[...path, 'target'], 'target', each.target, names];
    const place = targets.find(({ name }) => name === each.target);
    if (each.how === 'metric')
      return [revision, target, ...(place ? changeUses(path, scenario, place, each) : [])];
    if (each.how === 'budget') {
      const withObjectives = scenario.objectives.map((objective) => objective.target);
      const spent: Use = [
        [...path, 'target'],
        'target with objectives',
        each.target,
        withObjectives,
      ];
      return [revision, target, spent];
    }
    if (each.how !== 'alarm') return [revision, target];
    const own = place ? alarmWords(place) : [];
    const alarm: Use = [[...path, 'alarm'], `alarm of ${each.target}`, each.alarm, own];
    return [revision, target, alarm];
  });
  return findings(uses);
}

/** Which node and which of its metrics change. */
function changeUses(
  path: Use[0],
  { traces }: Scenario,
  target: TargetDefinition,
  change: MetricChange,
): Use[] {
  const { latencyFactor, errorPercent, metric } = change;
  const asked = [
    ...(latencyFactor === undefined ? [] : ['latency']),
    ...(errorPercent === undefined ? [] : ['errors']),
    ...(metric === undefined ? [] : [metric]),
  ];
  if (asked.length === 0 && change.node === undefined) return [];
  const traced = traces.find((each) => each.target === target.name);
  const known = changeableOf(target, traced && tracedNodesToChange(target, traced));
  const node = nodeOfChange(target, change) ?? 'none';
  const whose = `resource of ${target.name}`;
  const metrics = known.get(node);
  if (!metrics) return [[[...path, 'node'], whose, node, [...known.keys()]]];
  return asked.map((name) => [path, `metric of ${node}`, name, metrics]);
}

/** What a scenario may call a target's alarms. */
function alarmWords(target: TargetDefinition): string[] {
  return target.alarms.flatMap((named) => [...new Set([alarmAt(target, named).name, named])]);
}

/** Of a project’s source only one thing can be said. */
function sourceFindings({ sources }: Scenario, [first]: Pipelines): Finding[] {
  const names = sources.map(({ pipeline = first.pipeline }) => pipeline);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    return [{ path: ['sources', index], text: `expected one source of ${name}, got two` }];
  });
}

function worldFindings(scenario: Scenario, pipelines: readonly PipelineDefinition[]): Finding[] {
  const targets = pipelines.flatMap(({ stages }) => stages.flatMap(targetsOf));
  const names = targets.map(({ name }) => name);
  const alarms = targets.flatMap(alarmWords);
  const known = pipelines.map(({ pipeline }) => pipeline);
  return findings([
    ...scenario.disturbances.flatMap((each, index): Use[] => {
      const path = ['disturbances', index];
      const target = targets.find(({ name }) => name === each.target);
      const named: Use = [[...path, 'target'], 'target', each.target, names];
      return [named, ...(target ? changeUses(path, scenario, target, each) : [])];
    }),
    ...scenario.deployments.flatMap((each, index): Use[] => [
      [['deployments', index, 'target'], 'target', each.target, names],
      [
        ['deployments', index, 'configuration'],
        'configuration',
        isMade(each) ? undefined : each.configuration,
        CONFIGURATIONS,
      ],
    ]),
    ...scenario.alarms.flatMap((each, index): Use[] => [
      [['alarms', index, 'alarm'], 'alarm', each.alarm, alarms],
      [['alarms', index, 'target'], 'target', each.target, names],
    ]),
    ...scenario.pagers.flatMap((each, index): Use[] => [
      [['pagers', index, 'alarm'], 'alarm', each.alarm, alarms],
      [['pagers', index, 'target'], 'target', each.target, names],
    ]),
    ...scenario.calendars.map(
      (each, index): Use => [
        ['calendars', index, 'calendar'],
        'Change Calendar',
        each.calendar,
        calendarArns(pipelines),
      ],
    ),
    ...(['objectives', 'traces', 'changes', 'traffic'] as const).flatMap((list) =>
      scenario[list].map(
        (each, index): Use => [[list, index, 'target'], 'target', each.target, names],
      ),
    ),
    ...reportUses(scenario, pipelines),
    ...othersUses(scenario, targets, revisionsOf(scenario)),
    ...groupUses(scenario, targets),
    ...scenario.builds.map(
      (each, index): Use => [['builds', index, 'pipeline'], 'pipeline', each.pipeline, known],
    ),
    ...scenario.sources.map(
      (each, index): Use => [['sources', index, 'pipeline'], 'pipeline', each.pipeline, known],
    ),
    ...scenario.people.map((each, index): Use => {
      const revision = each.does === 'stop' ? each.revision : undefined;
      return [['people', index, 'revision'], 'revision', revision, revisionsOf(scenario)];
    }),
  ]);
}

/** Only builds report, and only those of tests are asked. */
function reportUses(
  { reports, ...scenario }: Scenario,
  pipelines: readonly PipelineDefinition[],
): Use[] {
  const tests = pipelines.flatMap(({ stages }) => stages.flatMap((stage) => stage.tests));
  const known = tests.flatMap(({ name, project }) => (project ? [name, project] : []));
  return reports.flatMap(({ test, revision }, index): Use[] => [
    [['reports', index, 'test'], 'test that is a build', test, known],
    [['reports', index, 'revision'], 'revision', revision, revisionsOf(scenario)],
  ]);
}

/** One that was made: with what it does beside it, or in its name, as CodeDeploy's own have it. */
function isMade({ canary, linear, configuration }: Scenario['deployments'][number]): boolean {
  const says = /^Lambda(Canary\d+Percent|Linear\d+PercentEvery)\d+Minutes?$/.test(configuration);
  return canary !== undefined || linear !== undefined || says;
}
