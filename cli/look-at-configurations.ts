// Looks at what a pipeline deploys to AppConfig: whether it is there, and how long its strategies take.

import { type ConfigTarget, calledOf } from '../aws/app-config-calls.ts';
import { configurationIsThere, strategySeconds } from '../aws/app-config-facts.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import type { Finding } from '../core/strict-yaml.ts';
import type { ReadsStrategy } from '../flows/config-paces.ts';
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

/** How long AppConfig takes by the strategies that are named; those that cannot be read are told. */
export function readableStrategies(access: MemberAccess, unread: string[]): ReadsStrategy {
  return {
    takes: async (target) => {
      try {
        return await strategySeconds(access, target);
      } catch (thrown) {
        if (!isFailure(thrown, 'Refused')) unread.push(unreadText(target, thrown));
        return undefined;
      }
    },
  };
}

function unreadText(target: ConfigTarget, thrown: unknown): string {
  if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
  const { account, region } = target;
  return `the configuration ${calledOf(target)} in ${account} ${region} could not be read: ${thrown.message}`;
}
