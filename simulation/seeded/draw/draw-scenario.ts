// A random world for a pipeline: every word that a scenario may have.

import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import { calendarArns } from '../../world/calendars.ts';
import { DAMAGED } from '../../world/left-table-schema.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import { drawBehind } from './draw-behind.ts';
import { drawBuilds, drawSources, pushedNow } from './draw-builds.ts';
import { drawFaults } from './draw-faults.ts';
import { drawMetricChange, drawMisbehaviour } from './draw-misbehaviour.ts';
import { drawPagers } from './draw-mute.ts';
import { madeOtherwise } from './draw-other-source.ts';
import { drawOthers } from './draw-others.ts';
import { drawPeople } from './draw-people.ts';
import type { Draws } from './draws.ts';
import { type Setting, settingOf } from './setting.ts';

export const POLICY_FILE = 'policy.yml';

export function drawScenario(draws: Draws, pipeline: PipelineDefinition): ScenarioInput {
  const { builds, pipelines, revisions, lastBuildMinute } = drawBuilds(draws.of('builds'));
  const hasBaseline = draws.chance(0.8);
  const setting = settingOf(
    pipeline,
    hasBaseline ? [...revisions, ...revisions, 'r0'] : revisions,
    lastBuildMinute,
  );
  const around = drawSurroundings(draws.of('surroundings'), setting);
  const budgets = (around.objectives ?? []).map(({ target }) => target);
  const bad = draws.of('misbehaviours');
  const behind = drawBehind(draws.of('behind'), pipeline, setting);
  const faults = drawFaults(draws.of('faults'), setting);
  return {
    ...(draws.chance(0.1) && { description: 'A world that was drawn.' }),
    ...(draws.chance(0.1) && { startAt: '2026-12-31T23:50:00Z' }),
    ...(hasBaseline && { baseline: 'r0' }),
    ...drawTable(draws.of('table')),
    ...drawSourced(draws, pipeline, builds),
    ...(pipelines.length > 0 && { pipelines: [...pipelines] }),
    ...drawOthers(draws.of('others'), setting),
    misbehaviours: [
      ...bad
        .some(bad.chance(0.75) ? 3 : 0, () => drawMisbehaviour(bad, setting, budgets) ?? [])
        .flat(),
      ...behind.misbehaviours,
    ],
    ...drawReports(draws.of('reports'), setting),
    ...around,
    ...drawCalendar(draws.of('calendars'), pipeline),
    ...faults,
    regions: [...(faults.regions ?? []), ...behind.regions],
    people: [...(drawPeople(draws.of('people'), setting) ?? []), ...behind.people],
    policies: draws.chance(0.04)
      ? [{ file: POLICY_FILE, ...(draws.chance(0.5) && { at: draws.minutes(0, 20) }) }]
      : [],
  };
}

/** A tenth of all worlds begin with what an earlier Tidegate has left. */
function drawTable(draws: Draws): Pick<ScenarioInput, 'table'> {
  if (!draws.chance(0.1)) return {};
  return {
    table: {
      version: draws.pick(['0.1.0', '0.2.0'] as const),
      ...(draws.chance(0.3) && { underWay: 'half-way' }),
      damaged: DAMAGED.filter(() => draws.chance(0.3)),
    },
  };
}

/** Only a repository of CodeCommit tells Tidegate of pushes. */
function drawSourced(
  draws: Draws,
  { source }: PipelineDefinition,
  builds: ReturnType<typeof drawBuilds>['builds'],
): Pick<ScenarioInput, 'builds' | 'sources'> {
  if (source.project === undefined)
    return { builds: madeOtherwise(draws.of('made'), source, builds), sources: [] };
  if (source.repository === undefined)
    return { builds: [...builds], sources: drawSources(draws.of('sources')) };
  return { builds: pushedNow(draws.of('pushes'), builds), sources: [] };
}

/** What builds of a test report of its cases, which need not be what they end with. */
function drawReports(draws: Draws, { tests, revisions }: Setting): Pick<ScenarioInput, 'reports'> {
  const [test] = tests.filter(({ isBuild }) => isBuild);
  if (test === undefined || !draws.chance(0.1)) return {};
  return {
    reports: [
      {
        test: test.name,
        ...(draws.chance(0.3) && { revision: draws.pick(revisions) }),
        ...(draws.chance(0.8) && { passed: draws.between(0, 30) }),
        ...(draws.chance(0.3) && { skipped: draws.between(1, 3) }),
        ...(draws.chance(0.5) && { failed: ['empties a cart', 'pays'] }),
      },
    ],
  };
}

/** A Change Calendar that the pipeline names is closed for a while, or not there. */
function drawCalendar(draws: Draws, pipeline: PipelineDefinition): ScenarioInput {
  const [calendar] = calendarArns([pipeline]);
  if (calendar === undefined || draws.chance(0.2)) return {};
  if (draws.chance(0.3)) return { calendars: [{ calendar, is: 'missing' }] };
  const at = draws.minutes(0, 20);
  return { calendars: [{ calendar, is: 'CLOSED', at, for: draws.minutes(5, 40) }] };
}

/** What no revision has done: alarms, traffic, what is seen of targets, and what others do. */
function drawSurroundings(draws: Draws, setting: Setting): ScenarioInput {
  const { targets } = setting;
  if (targets.length === 0) return {};
  const seldom = <T>(likelihood: number, make: () => T): T[] =>
    draws.chance(likelihood) ? [make()] : [];
  return {
    alarms: seldom(0.25, () => drawAlarm(draws, setting)).flat(),
    ...drawPagers(draws.of('pagers'), setting),
    traffic: seldom(0.08, () => ({
      target: draws.pick(targets).name,
      requestsPerMinute: draws.pick([0, 3, 500]),
    })),
    traces: seldom(0.04, () => ({
      target: draws.pick(targets).name,
      ...(draws.chance(0.5) && { calls: ['payments'] }),
    })),
    objectives: seldom(0.08, () => drawObjective(draws, draws.pick(targets).name)),
    disturbances: seldom(0.08, () => {
      const target = draws.pick(targets);
      return {
        target: target.name,
        ...drawMetricChange(draws, target),
        ...(draws.chance(0.5) && { at: draws.minutes(0, 20) }),
        ...(draws.chance(0.5) && { for: draws.minutes(1, 20) }),
      };
    }),
    changes: seldom(0.08, () => drawChange(draws, setting)),
    deployments: seldom(0.15, () => drawTraffic(draws, setting)).flat(),
  };
}

/** One that flaps is in a state now and then. */
function drawAlarm(
  draws: Draws,
  { targets, lastBuildMinute }: Setting,
): NonNullable<ScenarioInput['alarms']> {
  const watched = targets.filter(({ alarms }) => alarms.length > 0);
  if (watched.length === 0) return [];
  const target = draws.pick(watched);
  const alarm = draws.pick(target.alarms);
  const whose = { alarm, ...(draws.chance(0.3) && { target: target.name }) };
  if (draws.chance(0.1)) return [{ ...whose, is: 'missing' }];
  const first = draws.between(0, lastBuildMinute + 20);
  return Array.from({ length: draws.pick([1, 1, 4]) }, (_, index) => ({
    ...whose,
    is: draws.pick(['ALARM', 'ALARM', 'OK', 'INSUFFICIENT_DATA'] as const),
    at: `${first + index * 3}m`,
    ...(draws.chance(0.8) && { for: draws.pick(['30s', '70s', '2m']) }),
  }));
}

function drawObjective(
  draws: Draws,
  target: string,
): NonNullable<ScenarioInput['objectives']>[number] {
  return {
    target,
    ...(draws.chance(0.3) && { name: 'availability' }),
    ...(draws.chance(0.3) && { goal: draws.pick([99, 99.9]) }),
    ...(draws.chance(0.3) && { days: draws.pick([7, 28]) }),
    ...(draws.chance(0.3) && { spentPercent: draws.pick([0, 95]) }),
    ...(draws.chance(0.3) && { on: draws.pick(['service', 'metric'] as const) }),
  };
}

type Change = NonNullable<ScenarioInput['changes']>[number];

function drawChange(draws: Draws, { targets, lastBuildMinute }: Setting): Change {
  const { name, account, region } = draws.pick(targets);
  const where = {
    at: draws.minutes(0, lastBuildMinute + 10),
    ...(draws.chance(0.5) ? { target: name } : { account, region }),
  };
  const takes = draws.chance(0.5) && { takes: draws.minutes(1, 9) };
  return draws.pick<Change>([
    { what: 'codedeploy', ...where, ...takes, name: 'payments/live' },
    { what: 'cloudformation', ...where, ...takes, name: 'shop-network' },
    { what: 'ecs', ...where, ...takes, name: 'shop/payments' },
    {
      what: 'lambda',
      ...where,
      name: 'payments',
      by: draws.pick(['person', 'cloudformation'] as const),
    },
  ]);
}

/** How a group goes from one side to the other: of services each does, of instances some. */
function drawTwoSided(
  draws: Draws,
  targets: Setting['targets'],
): NonNullable<ScenarioInput['deployments']>[number] | undefined {
  const all = targets.filter(
    ({ ec2, ecs, strategy }) => ec2 ?? (strategy === undefined ? ecs : undefined),
  );
  if (all.length === 0 || !draws.chance(0.6)) return undefined;
  const { name: target, ec2 } = draws.pick(all);
  const waits = {
    ...(draws.chance(0.6) && { ready: draws.pick(['20m', '2h']) }),
    ...(draws.chance(0.6) && { keeps: draws.pick(['3m', '6h']) }),
  };
  if (ec2 === undefined)
    return {
      target,
      configuration: draws.pick(['ECSAllAtOnce', 'ECSCanary10Percent5Minutes']),
      ...waits,
    };
  const configuration = draws.pick(['AllAtOnce', 'HalfAtATime', 'OneAtATime']);
  if (ec2.between) return { target, configuration, fleet: 'discovered', ...waits };
  if (draws.chance(0.3)) return { target, configuration, onPremises: true };
  return draws.chance(0.5) ? { target, configuration, fleet: 'copied', ...waits } : undefined;
}

function drawTraffic(
  draws: Draws,
  { targets }: Setting,
): NonNullable<ScenarioInput['deployments']> {
  const lambdas = targets.filter(({ lambda }) => lambda?.deploymentGroup);
  const twoSided = drawTwoSided(draws.of('two sides'), targets);
  if (twoSided !== undefined) return [twoSided];
  if (lambdas.length === 0) return [];
  const target = draws.pick(lambdas).name;
  return [
    draws.pick([
      { target, configuration: 'LambdaCanary10Percent5Minutes' },
      { target, configuration: 'LambdaLinear10PercentEvery1Minute' },
      { target, configuration: 'in-two', canary: { percent: 20, after: '4m' } },
      { target, configuration: 'in-five', linear: { percent: 25, every: '1m' } },
    ]),
  ];
}
