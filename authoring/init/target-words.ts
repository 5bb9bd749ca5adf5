// The words of a target by its kind, and what belongs where they are not known.

import type { TargetInput } from '../../core/pipeline/schema.ts';
import { type WatchedResource, watchedResource } from '../../core/pipeline/watch-schema.ts';
import type { Deployable } from './discovery.ts';
import { site } from './site-words.ts';
import { type StageName, slugOf } from './stage-names.ts';
import type { Unknowns } from './unknowns.ts';

export interface Placing {
  readonly stage: StageName;
  readonly found: Deployable;
  /** What its placeholders are called by. */
  readonly slug: string;
  readonly unknowns: Unknowns;
  /** What the target is called: no two of them share a distribution, wherever they are. */
  readonly name: string;
}

export function withoutNames(found: Deployable): Deployable {
  const { id, kind, image, definition, secondsBetweenRuns, isDeployed, strategy, hasAlias } = found;
  const alias = kind === 'machine' ? found.alias : undefined;
  const { isOfCodeDeploy } = found;
  const stack = found.stack && { ...found.stack, name: undefined };
  const { application } = found.configuration ?? {};
  const configuration = found.configuration && { application };
  const site = found.site && { isBesideOthers: found.site.isBesideOthers };
  return {
    ...{ id, kind, image, definition, alias, secondsBetweenRuns, isDeployed, strategy, stack },
    ...{ isOfCodeDeploy, configuration, site },
    ...(hasAlias !== undefined && { hasAlias }),
    alarms: [],
    unknownAlarms: [],
    watch: [],
    unknownWatch: [],
  };
}

function todoOf({ stage, slug, unknowns }: Placing) {
  return (word: string, reason: string) => unknowns.named(`${stage}-${slug}-${word}`, reason);
}

const WORDS = { appConfig, ecs, ec2, lambda, machine, site, stack } as const;

export function wordsFor(placing: Placing): Words {
  return WORDS[placing.found.kind](placing);
}

type Words = Pick<
  TargetInput,
  'appConfig' | 'ecs' | 'ec2' | 'lambda' | 'machine' | 'site' | 'stack'
>;

function ecs(placing: Placing) {
  const { found, stage } = placing;
  const todo = todoOf(placing);
  return {
    ecs: {
      cluster: found.cluster ?? todo('cluster', 'the cluster of its service'),
      service:
        found.service ?? todo('service', `what the service ${found.id} is called in ${stage}`),
      ...(found.isOfCodeDeploy && groupOf(placing)),
    },
  };
}

/** Where the configuration is in the artifact: what a build calls it nobody knows, so it is called after its stage. */
function appConfig(placing: Placing) {
  const { found, stage } = placing;
  const { application, environment, profile } = found.configuration ?? {};
  const todo = todoOf(placing);
  return {
    appConfig: {
      application: application ?? todo('app', 'the application of AppConfig'),
      environment: environment ?? todo('env', `its environment in ${stage}`),
      profile: profile ?? todo('profile', 'its configuration profile'),
      configuration: `config/${stage}.json`,
    },
  };
}

function machine(placing: Placing) {
  const { found, stage } = placing;
  const todo = todoOf(placing);
  const alias = found.alias ?? (found.hasAlias ? undefined : USUAL_ALIAS);
  return {
    machine: {
      name:
        found.machine ??
        todo('machine', `what the state machine ${found.id} is called in ${stage}`),
      alias: alias ?? todo('alias', 'the alias by which it is started'),
      ...(found.definition && { definition: found.definition }),
    },
  };
}

function stack(placing: Placing): Words {
  const { found, stage } = placing;
  if (!found.stack) return {};
  const { template, capabilities } = found.stack;
  const todo = todoOf(placing);
  return {
    stack: {
      name: found.stack.name ?? todo('stack', `what the stack of ${stage} is called`),
      template,
      ...(capabilities.length > 0 && { capabilities: [...capabilities] }),
    },
  };
}

function groupOf(placing: Placing) {
  const { found } = placing;
  const proposed = proposedFor(placing);
  const todo = todoOf(placing);
  return {
    application:
      found.application ?? proposed?.application ?? todo('application', 'a CodeDeploy application'),
    deploymentGroup:
      found.deploymentGroup ?? proposed?.deploymentGroup ?? todo('group', 'its deployment group'),
  };
}

function ec2(placing: Placing) {
  return { ec2: groupOf(placing) };
}

function lambda(placing: Placing) {
  const { found, stage } = placing;
  const todo = todoOf(placing);
  const alias = found.alias ?? (found.hasAlias ? undefined : proposedFor(placing)?.alias);
  return {
    lambda: {
      function: found.function ?? todo('function', `what ${found.id} is called in ${stage}`),
      ...(found.image && { image: found.image }),
      alias: alias ?? todo('alias', 'the alias that its callers call'),
      ...(strategyOf(found) === undefined && groupOf(placing)),
    },
  };
}

const USUAL_ALIAS = 'live';

/** Names of what nobody has made yet: `tidegate needs` writes it by them. */
function proposedFor({ stage, found }: Placing) {
  const { id, kind, isDeployed, function: named } = found;
  if (isDeployed) return undefined;
  const group = { application: slugOf(id), deploymentGroup: stage };
  if (kind !== 'lambda') return { ...group, alias: undefined };
  return named === undefined ? undefined : { ...group, alias: USUAL_ALIAS };
}

/**
 * What needs nothing but itself to go by steps: an alias that CodeDeploy does not shift, a machine, a service
 * of ECS.
 */
export function strategyOf({
  kind,
  isDeployed,
  isOfCodeDeploy,
  strategy,
}: Deployable): TargetInput['strategy'] {
  if (kind === 'ecs') return isOfCodeDeploy ? undefined : (strategy ?? 'rolling');
  if (kind === 'machine') return 'canary';
  return kind === 'lambda' && !isDeployed ? 'canary' : undefined;
}

/** What tells of no traffic of its own while it bakes (`isBlind`) needs an alarm. */
export function alarmsOf(placing: Placing, isBlind: boolean): readonly string[] {
  const { found, stage } = placing;
  const todo = todoOf(placing);
  const unknown = found.unknownAlarms.map((id) =>
    todo(`${slugOf(id)}-alarm`, `what the alarm ${id} is called in ${stage}`),
  );
  const all = [...new Set([...found.alarms, ...unknown])];
  if (!isBlind || all.length > 0) return all;
  return [todo('alarm', 'an alarm that fires where it does harm')];
}

/** Where nothing that it watches has a known name, one to fill in: else nobody would have alarms written for it. */
export function watchOf(placing: Placing): readonly WatchedResource[] {
  const { found } = placing;
  const { watch, kind } = found;
  if (kind === 'ec2' && !watch.some(({ ec2: it }) => it))
    return [...watch, { ec2: { autoScalingGroup: instancesOf(placing) } }];
  if (kind === 'machine' && !watch.some(({ stateMachine: it }) => it))
    return [...watch, { stateMachine: { arn: todoOf(placing)('machine-arn', MACHINE_ARN) } }];
  const [first] = found.unknownWatch;
  if (kind !== 'stack' || watch.length > 0 || first === undefined) return watch;
  const todo = todoOf(placing);
  const names = Object.keys(first.names).map((key) => [
    key,
    todo(`${slugOf(first.id)}-${key}`.toLowerCase(), `what ${first.id} is called (${key})`),
  ]);
  const given = { ...Object.fromEntries(names), ...(first.facts.apiType === 'HTTP' && HTTP) };
  const { data } = watchedResource.safeParse({ [first.kind]: given });
  return data ? [data] : [];
}

const MACHINE_ARN = 'the ARN of the state machine';
const HTTP = { type: 'HTTP' } as const;

function instancesOf(placing: Placing): string {
  return placing.found.autoScalingGroup ?? todoOf(placing)('instances', 'its Auto Scaling group');
}

/** Kinds without a metric that tells whether they are used. */
export const TELLS_NOTHING: readonly Deployable['kind'][] = ['stack', 'appConfig', 'site'];

/** The metric that tells whether the target has traffic at all; `place` is its account and region. */
export function trafficOf(placing: Placing, words: Words, place: string) {
  const { lambda: function_, ecs: service, machine: machine_ } = words;
  if (TELLS_NOTHING.includes(placing.found.kind)) return undefined;
  if (function_)
    return {
      namespace: 'AWS/Lambda',
      metric: 'Invocations',
      dimensions: { FunctionName: function_.function },
    };
  if (service)
    return {
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      dimensions: { ClusterName: service.cluster, ServiceName: service.service },
    };
  if (machine_)
    return {
      namespace: 'AWS/States',
      metric: 'ExecutionsStarted',
      dimensions: { StateMachineArn: arnOf(placing, machine_.name, place) },
    };
  const AutoScalingGroupName = instancesOf(placing);
  return { namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { AutoScalingGroupName } };
}

/** Where the account, the region or the name is to be filled in, so is the whole. */
function arnOf(placing: Placing, name: string, place: string): string {
  const [account = '', region = ''] = place.split('/');
  const isKnown = placing.found.machine === name && !/^0{11}|todo/i.test(`${account}${region}`);
  if (isKnown) return `arn:${partitionOf(region)}:states:${region}:${account}:stateMachine:${name}`;
  return todoOf(placing)('machine-arn', MACHINE_ARN);
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
