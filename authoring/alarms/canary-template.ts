// The canaries of what a template deploys: its functions behind aliases, its instances, its ECS services.

import type { Found, FoundDeployment, FoundResource } from '../cloudformation/found.ts';
import type { Watched } from './alarm.ts';
import {
  ofCanary,
  ofDeployment,
  ofRevision,
  ofTaskSet,
  type RevisionWord,
  revisionParameter,
} from './canary.ts';
import { distinctResources } from './from-pipeline.ts';
import { nameFor, parametersOf, prefixParameter, type Where, watchedIn } from './from-template.ts';
import { logicalId, type Name } from './name.ts';
import { type MetricHistory, planAlarms } from './plan-alarms.ts';
import type { AlarmTarget, Parameter } from './target-alarms.ts';

export interface TemplateCanary {
  readonly target: AlarmTarget;
  readonly left: readonly Watched[];
}

/**
 * Beside the template, which revision it is is a parameter. Inside of it, the version that the stack has just published
 * is known, and nothing else: what needs a parameter is left out there.
 */
export function canaryOfTemplate(
  found: Found,
  service: string,
  where: Exclude<Where, 'deployed'>,
  history?: MetricHistory,
): TemplateCanary {
  const parameters: Record<string, Parameter> =
    where === 'beside' ? { ...prefixParameter(service) } : {};
  const pairs = found.resources.map((each) => ({ each, whole: watchedIn(each, where) }));
  const all = pairs.map(({ whole }) => whole);
  const left: Watched[] = [];
  const scoped = pairs.flatMap(({ each, whole }) => {
    const canary = scopedIn(each, whole, found, where, all, parameters);
    if (!canary) {
      left.push(whole);
      return [];
    }
    if (where === 'beside') Object.assign(parameters, parametersOf(canary.named));
    return [canary.watched];
  });
  const resources = distinctResources(scoped);
  const target: AlarmTarget = {
    name: where === 'beside' ? 'canary' : 'tidegate-canary',
    title: `${service}, its canary`,
    prefix: where === 'beside' ? '${Prefix}-canary' : '${AWS::StackName}-canary',
    alarms: planAlarms(resources, history && ofCanary(history)),
    parameters,
    isCanary: true,
    tags: { 'tidegate:service': service, 'tidegate:canary': 'true' },
  };
  return { target, left };
}

interface Scoped {
  readonly watched: Watched;
  /** What its names are made of. */
  readonly named: FoundResource;
}

function scopedIn(
  found: FoundResource,
  whole: Watched,
  { deployments }: Found,
  where: Exclude<Where, 'deployed'>,
  all: readonly Watched[],
  parameters: Record<string, Parameter>,
): Scoped | undefined {
  const parameter = (word: RevisionWord): Name => {
    const id = logicalId(found.id, word);
    parameters[id] = revisionParameter(word);
    return { Ref: id };
  };
  if (found.kind === 'lambda') {
    const deployed = deployments.find((each) => deploys(each, found.id));
    if (!deployed?.alias) return undefined;
    if (where === 'inside' && deployed.version === undefined) return undefined;
    const named = { ...found, names: { ...found.names, alias: deployed.alias } };
    const version = where === 'inside' ? (deployed.version as Name) : parameter('version');
    return { named, watched: ofRevision(watchedIn(named, where), version) };
  }
  if (where === 'inside') return undefined;
  if (found.kind === 'ec2') {
    const deployed = deployments.find(({ autoScalingGroups }) =>
      autoScalingGroups.includes(found.id),
    );
    if (!deployed) return undefined;
    const named = { ...found, names: { deploymentGroup: deployed.deploymentGroup } };
    const group = nameFor(where, named, 'deploymentGroup', deployed.deploymentGroup);
    return { named, watched: ofDeployment(whole, group, parameter('deployment')) };
  }
  const watched = ofTaskSet(whole, all, (_, word) => parameter(word));
  return watched && { named: withoutGroup(found), watched };
}

/** The canary's target group is another one than the template's. */
function withoutGroup(found: FoundResource): FoundResource {
  const { targetGroup: _, ...names } = found.names;
  return { ...found, names };
}

function deploys({ platform, function: deployed }: FoundDeployment, id: string): boolean {
  if (platform !== 'lambda' || deployed === undefined) return false;
  const { expression } = deployed;
  return typeof expression === 'object' && (expression as { Ref?: unknown } | null)?.Ref === id;
}
