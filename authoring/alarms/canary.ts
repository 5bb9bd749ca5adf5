// A canary by itself: the same alarms on the metrics of one revision alone, whose series ends with it.

import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Watched } from './alarm.ts';
import { type AlarmedTarget, watchedOf } from './from-pipeline.ts';
import { joined, literal, logicalId, type Name } from './name.ts';
import { type MetricHistory, planAlarms } from './plan-alarms.ts';
import type { AlarmTarget, Parameter } from './target-alarms.ts';

/** What of a target CloudWatch splits by revision, and what it does not. */
export interface Canary {
  readonly resources: readonly Watched[];
  /** Which revision it is, for whoever deploys the template to say. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly left: readonly Watched[];
}

/** How a revision is named where a kind of resource runs: the words of its parameter, and what may be given. */
const REVISIONS = {
  version: {
    Type: 'String',
    Description: 'The Lambda version that the canary runs, as publishing it has numbered it.',
    AllowedPattern: '^[1-9][0-9]*$',
    ConstraintDescription: 'expected the number of a published version, such as 12',
  },
  taskDefinitionRevision: {
    Type: 'String',
    Description: 'The revision of the task definition that the canary’s task set runs.',
    AllowedPattern: '^[1-9][0-9]*$',
    ConstraintDescription: 'expected the number behind the task definition’s family, such as 42',
  },
  targetGroup: {
    Type: 'String',
    Description:
      'The target group of the canary’s task set: the end of its ARN, from targetgroup/.',
    AllowedPattern: '^targetgroup/[^/]+/[0-9a-f]+$',
    ConstraintDescription:
      'expected the end of its ARN, such as targetgroup/green/73e2d6bc24d8a067',
  },
  deployment: {
    Type: 'String',
    Description:
      'The blue/green deployment: CodeDeploy names the Auto Scaling group that it makes after it.',
    AllowedPattern: '^d-[A-Z0-9]+$',
    ConstraintDescription: 'expected the id of a deployment, such as d-A1B2C3D4E',
  },
} as const satisfies Record<string, Parameter>;

export type RevisionWord = keyof typeof REVISIONS;

/** The parameter that says a revision. */
export function revisionParameter(word: RevisionWord): Parameter {
  return REVISIONS[word];
}

/**
 * What of a pipeline's target runs the revision that is deployed: its function behind its alias, its instances, the
 * ECS services that it watches, and in front of those a balancer.
 */
export function canaryOf({ target, resources: given }: AlarmedTarget): Canary {
  const resources = withFleet(target, given);
  const parameters: Record<string, Parameter> = {};
  const reference = (resource: Watched, word: RevisionWord): Name => {
    const isOnly = resources.filter(({ kind }) => kind === resource.kind).length === 1;
    const id = logicalId(target.name, ...(isOnly ? [] : [resource.word]), word);
    parameters[id] = revisionParameter(word);
    return { Ref: id };
  };
  const scoped = resources.map((resource): Watched | undefined => {
    const { lambda, ec2 } = target;
    if (resource.kind === 'lambda') {
      const { function: name, alias } = resource.names;
      const isDeployed = lambda?.function === name && lambda?.alias === alias;
      return isDeployed ? ofRevision(resource, reference(resource, 'version')) : undefined;
    }
    if (resource.kind === 'ec2' && ec2)
      return ofDeployment(resource, ec2.deploymentGroup, reference(resource, 'deployment'));
    return ofTaskSet(resource, resources, reference);
  });
  return {
    resources: scoped.filter((each) => each !== undefined),
    parameters,
    left: resources.filter((_, index) => scoped[index] === undefined),
  };
}

/** Of instances behind CodeDeploy the group tells enough: a deployment's own are named after it. */
function withFleet({ ec2 }: TargetDefinition, resources: readonly Watched[]): readonly Watched[] {
  if (!ec2 || resources.some(({ kind }) => kind === 'ec2')) return resources;
  return [watchedOf({ ec2: { autoScalingGroup: ec2.deploymentGroup } }), ...resources];
}

/** Of a balancer that is found whole and by target groups, the canary's own group is read once. */
function isBeforeTasks(resource: Watched, all: readonly Watched[]): boolean {
  const balancers = all.filter(({ kind }) => kind === 'loadBalancer');
  const whole = balancers.filter(({ names }) => names.targetGroup === undefined);
  const read = whole.length > 0 ? whole : balancers;
  return all.some(({ kind }) => kind === 'ecs') && read.includes(resource);
}

/** A task set has a revision of the task definition, and a target group of its own. */
export function ofTaskSet(
  resource: Watched,
  all: readonly Watched[],
  reference: (resource: Watched, word: RevisionWord) => Name,
): Watched | undefined {
  if (resource.kind === 'ecs')
    return ofRevision(resource, reference(resource, 'taskDefinitionRevision'));
  if (!isBeforeTasks(resource, all)) return undefined;
  const targetGroup = reference(resource, 'targetGroup');
  return {
    ...resource,
    names: { ...resource.names, targetGroup },
    label: canaryLabel(resource),
  };
}

function canaryLabel({ label }: Watched): string {
  return `${label}, the canary alone`;
}

export function ofRevision(resource: Watched, revision: Name): Watched {
  return { ...resource, revision, label: canaryLabel(resource) };
}

/** `CodeDeploy_GROUP_DEPLOYMENT`: the Auto Scaling group that a blue/green deployment makes. */
export function ofDeployment(resource: Watched, group: Name, deployment: Name): Watched {
  const named = typeof group === 'string' ? literal(group) : group;
  const autoScalingGroup = joined(['CodeDeploy_', named, '_', deployment]);
  return { ...resource, names: { autoScalingGroup }, label: canaryLabel(resource) };
}

/** The canary of a pipeline's target with its alarms, on thresholds that the whole target has shown. */
export function canaryTargetOf(
  pipeline: string,
  { target, stage }: AlarmedTarget,
  { resources, parameters }: Canary,
  history?: MetricHistory,
): AlarmTarget {
  return {
    name: `${target.name}-canary`,
    title: `${target.name}, its canary`,
    prefix: `${pipeline}-${target.name}-canary`,
    alarms: planAlarms(resources, history && ofCanary(history)),
    parameters,
    isCanary: true,
    tags: {
      'tidegate:pipeline': pipeline,
      'tidegate:stage': stage,
      'tidegate:target': target.name,
      'tidegate:canary': 'true',
    },
  };
}

/** A canary comes and goes: that it has no traffic is no harm. */
export function ofCanary(history: MetricHistory): MetricHistory {
  return {
    hourlyOf: history.hourlyOf,
    secondsBetweenRuns: history.secondsBetweenRuns,
    usageOf(resource) {
      const usage = history.usageOf(resource);
      return usage && { ...usage, quietestHour: 0 };
    },
  };
}

/** Why a canary's alarms leave a resource to those of the target. */
export function leftText({ kind, label }: Watched): string {
  return `${label}: left to the alarms of the whole, since ${WHY_LEFT[kind] ?? 'CloudWatch does not tell its revisions apart'}`;
}

const WITHOUT_PARAMETERS =
  'which revision it is only a parameter can say: write the canary’s alarms beside the template';

const WHY_LEFT: Partial<Record<Watched['kind'], string>> = {
  lambda: 'no deployment shifts an alias of it',
  ecs: WITHOUT_PARAMETERS,
  ec2: WITHOUT_PARAMETERS,
  loadBalancer: 'its canary, if it has one, is read by the target group of an ECS service',
};
