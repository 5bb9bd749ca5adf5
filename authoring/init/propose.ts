// From what is deployable in each stage to a first pipeline: verify, beta, gamma, and production in waves.

import type { PipelineInput, StageInput, TargetInput } from '../../core/pipeline/schema.ts';
import { chooseProjects, type Projects, type Staged } from './choose-projects.ts';
import { alarmsAtEdge } from './site-words.ts';
import { newTargets, type Targets } from './target-of.ts';
import { newUnknowns, type Unknowns } from './unknowns.ts';

/** A remark that stands in the file above what it is about. */
export interface Comment {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

export interface Proposal {
  readonly definition: PipelineInput;
  readonly comments: readonly Comment[];
  readonly unknowns: Unknowns;
  readonly notes: readonly string[];
}

const ONE_BOX_WEIGHT = 5;

/** `pipeline` is its name. Every stage has a discovery with something deployable. */
export function propose(pipeline: string, staged: Staged): Proposal {
  const unknowns = newUnknowns();
  const targets = newTargets(unknowns);
  const projects = chooseProjects(pipeline, staged, unknowns);
  const stages = [
    { name: 'verify', tests: [{ name: 'checks', project: projects.verify }] },
    betaOf(staged, targets, projects),
    gammaOf(staged, targets, projects),
    prodOf(staged, targets, unknowns),
  ];
  const definition = {
    pipeline,
    owner: unknowns.named('team', 'the team that owns it'),
    contact: unknowns.named('contact', 'where the team is reached: a channel, an address'),
    source: { project: projects.build, branches: ['main'] },
    stages,
  };
  return { definition, comments: commentsFor(stages), unknowns, notes: targets.notes() };
}

function betaOf(staged: Staged, targets: Targets, { beta }: Projects): StageInput {
  return {
    name: 'beta',
    targets: staged.beta.flatMap((each) => targets.of('beta', each)),
    tests: [{ name: 'integration', project: beta }],
  };
}

function gammaOf(staged: Staged, targets: Targets, { gamma }: Projects): StageInput {
  return {
    name: 'gamma',
    targets: staged.gamma.flatMap((each) =>
      targets.of('gamma', each, { seconds: 1800, atLeast: 10 }),
    ),
    tests: [{ name: 'end-to-end', project: gamma }],
    bake: { for: '30m' },
  };
}

/** One region is waves that a person can read; several are the planner's. */
function prodOf(staged: Staged, targets: Targets, unknowns: Unknowns): StageInput {
  const hours = bakeHours(staged.prod);
  const all = staged.prod.flatMap((each) =>
    targets.of('prod', each, { seconds: hours * 3600, atLeast: DATA_POINTS }),
  );
  const share = Math.round(((100 - ONE_BOX_WEIGHT) / all.length) * 10) / 10;
  const weighted = all.map((target) => withWeight(target, share));
  const oneBox = all
    .slice(0, 1)
    .map((target) => withWeight(oneBoxOf(target, hours, unknowns), ONE_BOX_WEIGHT));
  const places = new Set(staged.prod.map(({ account, region }) => `${account}/${region}`));
  if (places.size > 1)
    return { name: 'prod', rollback: 'release', planner: {}, targets: [...oneBox, ...weighted] };
  return {
    name: 'prod',
    rollback: 'release',
    waves: [
      { name: 'one-box', targets: oneBox, bake: { for: '1h' } },
      { name: 'everywhere', targets: weighted, bake: { for: `${hours}h` } },
    ],
  };
}

/** As long as it takes to see a run of what runs once a day; what is rarer than that no bake waits for. */
function bakeHours(discoveries: Staged['prod']): number {
  const between = discoveries.flatMap(({ deployables }) =>
    deployables.flatMap(({ secondsBetweenRuns: seconds = 0 }) => (seconds <= DAY ? seconds : [])),
  );
  return Math.max(USUAL_HOURS, Math.ceil(Math.max(0, ...between) / 3600) + 1);
}

/** Minutes with data that production’s bakes ask for. */
const DATA_POINTS = 20;
const USUAL_HOURS = 12;
const DAY = 86_400;

function withWeight(target: TargetInput, weight: number): TargetInput {
  const { name, account, region, ...rest } = target;
  return { name, account, region, weight, ...rest };
}

/** A copy of the service of which nothing is known but where it stands. */
function oneBoxOf(target: TargetInput, hours: number, unknowns: Unknowns) {
  const { account, region, lambda, ecs, stack, machine, appConfig, site, strategy } = target;
  const dataPoints = pointsOfOneBox(target, hours);
  const todo = (word: string) => unknowns.named(`one-box-${word}`, `the one-box’s ${word}`);
  const group = () => ({ application: todo('application'), deploymentGroup: todo('group') });
  if (ecs) {
    const own = { ...ecs, service: todo('service'), ...(ecs.application && group()) };
    return serviceBoxOf({ ...target, dataPoints }, own);
  }
  if (appConfig) {
    const own = { ...appConfig, environment: todo('environment') };
    return { name: 'one-box', account, region, appConfig: own, alarms: [todo('alarm')] };
  }
  if (site) {
    const own = { ...site, bucket: todo('bucket'), distribution: todo('distribution') };
    return { name: 'one-box', account, region, site: own, alarms: alarmsAtEdge([todo('alarm')]) };
  }
  if (stack) {
    const own = { ...stack, name: todo('stack') };
    return { name: 'one-box', account, region, stack: own, alarms: [todo('alarm')] };
  }
  if (machine) {
    const own = { ...machine, name: todo('machine'), alias: todo('alias') };
    const dimensions = { StateMachineArn: todo('machine-arn') };
    const points = dataPoints && { dataPoints: { ...dataPoints, dimensions } };
    return { name: 'one-box', account, region, machine: own, strategy, ...points };
  }
  const image = lambda?.image;
  const alias = () => ({
    function: todo('function'),
    ...(image && { image }),
    alias: todo('alias'),
  });
  const shifted = strategy ? { lambda: alias(), strategy } : { lambda: { ...alias(), ...group() } };
  const named = lambda ? shifted : { ec2: group() };
  const [dimension = 'FunctionName'] = Object.keys(dataPoints?.dimensions ?? {});
  const dimensions = { [dimension]: todo(lambda ? 'function' : 'instances') };
  return {
    name: 'one-box',
    account,
    region,
    ...named,
    ...(dataPoints ? { dataPoints: { ...dataPoints, dimensions } } : { alarms: [todo('alarm')] }),
  };
}

/** Fewer than were asked for in so many hours, where a schedule brings them: in its one hour there may be none. */
function pointsOfOneBox({ dataPoints }: TargetInput, hours: number): TargetInput['dataPoints'] {
  if (dataPoints === undefined || dataPoints.atLeast >= DATA_POINTS) return dataPoints;
  const atLeast = Math.floor(dataPoints.atLeast / hours);
  return atLeast === 0 ? undefined : { ...dataPoints, atLeast };
}

/** What it balances is not known, so its tasks are replaced. */
function serviceBoxOf(
  { account, region, dataPoints }: TargetInput,
  ecs: NonNullable<TargetInput['ecs']>,
): TargetInput {
  const dimensions = { ClusterName: ecs.cluster, ServiceName: ecs.service };
  return {
    name: 'one-box',
    account,
    region,
    ecs,
    ...(ecs.application === undefined && { strategy: 'rolling' as const }),
    ...(dataPoints && { dataPoints: { ...dataPoints, dimensions } }),
  };
}

function commentsFor(stages: readonly StageInput[]): Comment[] {
  const prod = stages.length - 1;
  const planned = stages[prod]!.planner !== undefined;
  const box = planned ? ['targets', 0] : ['waves', 0];
  const oneBox =
    'A one-box is a small copy of the service in production, with at most 10% of its traffic: what is bad hurts ' +
    `few there. Fill yours in, or delete this ${planned ? 'target' : 'wave'} until you have one.`;
  const planner =
    'The planner makes waves of these: the one-box, the quietest region, then growing ones; see `tidegate plan`. ' +
    'Weights are guesses: give each target its share of the traffic.';
  const branches =
    'The branches whose builds are releases: write yours where it is not main. Builds should tell theirs: let the ' +
    'buildspec say env: { exported-variables: [CODEBUILD_WEBHOOK_TRIGGER] }.';
  return [
    { path: ['source'], text: branches },
    { path: ['stages', 0], text: 'Checks of the revision alone, before it is deployed anywhere.' },
    { path: ['stages', 1], text: 'Tests that may destroy data.' },
    { path: ['stages', 2], text: 'As production is, with tests that only use it.' },
    { path: ['stages', prod], text: planned ? planner : 'Production: first few users, then all.' },
    { path: ['stages', prod, ...box], text: oneBox },
  ];
}
