// Looks at what a pipeline deploys to AppConfig: whether it is there, and how long its strategies take.

import { calledOf } from '../aws/app-config-calls.ts';
import { configurationIsThere, strategySeconds } from '../aws/app-config-facts.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { isFailure } from '../core/failure.ts';
import type { Pace } from '../core/pace.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import type { Finding } from '../core/strict-yaml.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import type { LookedAt } from './look-at-services.ts';

type Configured = TargetOf<'appConfig'>;

const isConfigured = (target: TargetDefinition): target is Configured =>
  target.appConfig !== undefined;

export async function lookAtConfigurations(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const paths = pathsOfTargets(pipeline);
  const looked = await sideBySide(near.filter(isConfigured), async (target): Promise<LookedAt> => {
    const path = [...(paths.get(target.name) ?? []), 'appConfig'];
    try {
      return { findings: await findingsOf(access, target, path), unread: [] };
    } catch (thrown) {
      if (isFailure(thrown, 'Refused'))
        return { findings: [{ path, text: thrown.message }], unread: [] };
      return { findings: [], unread: [unreadText(target, thrown)] };
    }
  });
  return {
    findings: looked.flatMap(({ findings }) => findings),
    unread: looked.flatMap(({ unread }) => unread),
  };
}

async function findingsOf(
  access: MemberAccess,
  target: Configured,
  path: Finding['path'],
): Promise<Finding[]> {
  const { account, region, appConfig } = target;
  const { deploymentStrategy } = appConfig;
  const where = `in ${account} ${region}`;
  const isThere = await configurationIsThere(access, target);
  const missing = `expected AppConfig to have ${calledOf(target)} (application, environment, profile) ${where}, got none: make it first (tidegate needs)`;
  const takes = await strategySeconds(access, target);
  const without = `expected AppConfig to have the deployment strategy ${deploymentStrategy} ${where}, got none of that name or id`;
  return [
    ...(isThere ? [] : [{ path, text: missing }]),
    ...(takes === undefined ? [{ path: [...path, 'deploymentStrategy'], text: without }] : []),
  ];
}

/** Of those with a strategy of the team's own: how long AppConfig takes by it, with its bake. */
export async function configurationPaces(
  access: MemberAccess,
  near: readonly TargetDefinition[],
): Promise<{ readonly paces: ReadonlyMap<string, Pace>; readonly unread: readonly string[] }> {
  const unread: string[] = [];
  const paces = await sideBySide(near.filter(isConfigured), async (target) => {
    const { deploymentStrategy: configuration } = target.appConfig;
    if (configuration === undefined) return [];
    try {
      const seconds = (await strategySeconds(access, target)) ?? 0;
      return seconds > 0 ? [[target.name, { configuration, seconds }] as const] : [];
    } catch (thrown) {
      if (!isFailure(thrown, 'Refused')) unread.push(unreadText(target, thrown));
      return [];
    }
  });
  return { paces: new Map(paces.flat()), unread };
}

function unreadText({ name, account, region }: Configured, thrown: unknown): string {
  if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
  return `the configuration of ${name} in ${account} ${region} could not be read: ${thrown.message}`;
}
