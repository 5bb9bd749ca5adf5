// A deployable as a target of a stage.

import type { TargetInput } from '../../core/pipeline/schema.ts';
import type { Deployable, Discovery } from './discovery.ts';
import { asName, STAGES, type StageName, slugOf } from './stage-names.ts';
import type { Unknowns } from './unknowns.ts';

export interface Targets {
  /** The targets of a discovery; with data points if its wave bakes, `atLeast` so many. */
  of(stage: StageName, discovery: Discovery, atLeast?: number): TargetInput[];
  /** What was found to be impossible on the way. */
  notes(): readonly string[];
}

export function newTargets(unknowns: Unknowns): Targets {
  const names = new Set<string>();
  const places = new Set<string>();
  const notes = new Set<string>();

  function targetOf(stage: StageName, discovery: Discovery, found: Deployable, atLeast?: number) {
    const number = STAGES.indexOf(stage) + 1;
    const account = discovery.account ?? unknowns.account(number, `the account of ${stage}`);
    const region = discovery.region ?? unknowns.region();
    const place = `${account}/${region}`;
    const taken = placesOf(found, place).some((each) => places.has(each));
    if (taken) notes.add(sharedText(stage, found, place));
    const known = taken ? withoutNames(found) : found;
    const words = wordsFor(stage, known, unknowns);
    for (const each of placesOf(known, place)) places.add(each);
    const { watch } = known;
    const alarms = alarmsOf(stage, known, unknowns, atLeast !== undefined);
    const strategy = strategyOf(known);
    return {
      name: nameFor(stage, discovery, found, names),
      account,
      region,
      ...words,
      ...(strategy && { strategy }),
      ...(alarms.length > 0 && { alarms: [...alarms] }),
      ...(atLeast &&
        known.kind !== 'stack' && {
          dataPoints: { ...trafficOf(words, known, stage, unknowns), atLeast },
        }),
      ...(watch.length > 0 && { watch: [...watch] }),
    };
  }

  return {
    of: (stage, discovery, atLeast) =>
      discovery.deployables.map((found) => targetOf(stage, discovery, found, atLeast)),
    notes: () => [...notes],
  };
}

/** What no two targets may share. */
function placesOf(
  { application, deploymentGroup, function: named, alias, cluster, service, stack }: Deployable,
  place: string,
) {
  return [
    ...(stack?.name ? [`${place}/stack ${stack.name}`] : []),
    ...(service ? [`${place}/${cluster ?? ''}/${service}`] : []),
    ...(application && deploymentGroup ? [`${place}/${application}/${deploymentGroup}`] : []),
    ...(named ? [`${place}/${named}:${alias ?? ''}`] : []),
  ];
}

function sharedText(stage: StageName, { id }: Deployable, place: string): string {
  return (
    `${id} has the same name in ${stage} as in a stage before it, both in ${place}: a stage of its own needs its own ` +
    `account, region or name; give --account ${stage}=ID or --region ${stage}=REGION, or let the name hold the stage`
  );
}

function withoutNames(found: Deployable): Deployable {
  const { id, kind, image, isDeployed, strategy } = found;
  const stack = found.stack && { ...found.stack, name: undefined };
  return { id, kind, image, isDeployed, strategy, stack, alarms: [], watch: [] };
}

function wordsFor(stage: StageName, found: Deployable, unknowns: Unknowns) {
  const { id, kind } = found;
  const todo = (word: string, reason: string) =>
    unknowns.named(`${stage}-${slugOf(id)}-${word}`, reason);
  if (kind === 'ecs')
    return {
      ecs: {
        cluster: found.cluster ?? todo('cluster', 'the cluster of its service'),
        service: found.service ?? todo('service', `what the service ${id} is called in ${stage}`),
      },
    };
  const { stack } = found;
  if (stack) {
    const { template, capabilities } = stack;
    const name = stack.name ?? todo('stack', `what the stack of ${stage} is called`);
    return {
      stack: {
        name,
        template,
        ...(capabilities.length > 0 && { capabilities: [...capabilities] }),
      },
    };
  }
  const group = () => ({
    application:
      found.application ?? proposed?.application ?? todo('application', 'a CodeDeploy application'),
    deploymentGroup:
      found.deploymentGroup ?? proposed?.deploymentGroup ?? todo('group', 'its deployment group'),
  });
  const proposed = proposedFor(stage, found);
  if (kind === 'ec2') return { ec2: group() };
  return {
    lambda: {
      function: found.function ?? todo('function', `what ${id} is called in ${stage}`),
      ...(found.image && { image: found.image }),
      alias: found.alias ?? proposed?.alias ?? todo('alias', 'the alias that its callers call'),
      ...(strategyOf(found) === undefined && group()),
    },
  };
}

/** A stack tells of no traffic of its own: its bake needs an alarm. */
function alarmsOf(
  stage: StageName,
  { alarms, kind, id }: Deployable,
  unknowns: Unknowns,
  bakes: boolean,
): readonly string[] {
  if (kind !== 'stack' || !bakes || alarms.length > 0) return alarms;
  return [unknowns.named(`${stage}-${slugOf(id)}-alarm`, 'an alarm that fires where it does harm')];
}

/** What needs nothing but itself to go by steps: an alias that CodeDeploy does not shift, a service of ECS. */
function strategyOf({ kind, isDeployed, strategy }: Deployable): TargetInput['strategy'] {
  if (kind === 'ecs') return strategy ?? 'rolling';
  return kind === 'lambda' && !isDeployed ? 'canary' : undefined;
}

/** Names of what nobody has made yet: `tidegate needs` writes it by them. */
function proposedFor(stage: StageName, { id, kind, isDeployed, function: named }: Deployable) {
  if (isDeployed) return undefined;
  const group = { application: slugOf(id), deploymentGroup: stage };
  if (kind !== 'lambda') return { ...group, alias: undefined };
  return named === undefined ? undefined : { ...group, alias: 'live' };
}

/** The metric that tells whether the target has traffic at all. */
function trafficOf(
  {
    lambda,
    ecs,
  }: {
    readonly lambda?: { readonly function: string };
    readonly ecs?: { readonly cluster: string; readonly service: string };
  },
  { autoScalingGroup, id }: Deployable,
  stage: StageName,
  unknowns: Unknowns,
) {
  if (lambda)
    return {
      namespace: 'AWS/Lambda',
      metric: 'Invocations',
      dimensions: { FunctionName: lambda.function },
    };
  if (ecs)
    return {
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      dimensions: { ClusterName: ecs.cluster, ServiceName: ecs.service },
    };
  const AutoScalingGroupName =
    autoScalingGroup ??
    unknowns.named(`${stage}-${slugOf(id)}-instances`, 'its Auto Scaling group');
  return { namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { AutoScalingGroupName } };
}

/** As short as it can be: the stage, the region where there are several, and the thing where there are several. */
function nameFor(
  stage: StageName,
  { region, deployables }: Discovery,
  { id }: Deployable,
  names: Set<string>,
): string {
  const thing = deployables.length > 1 ? [slugOf(id)] : [];
  const short = asName([stage, ...thing].join('-'));
  const long = asName([stage, ...(region ? [region] : []), ...thing].join('-'));
  const name = [short, long].find((each) => !names.has(each)) ?? numbered(long.slice(0, 36), names);
  names.add(name);
  return name;
}

function numbered(base: string, names: ReadonlySet<string>, number = 2): string {
  const name = `${base}-${number}`;
  return names.has(name) ? numbered(base, names, number + 1) : name;
}
