// AppConfig before anything is deployed: what is there of what a target names, and how long its strategy takes.

import * as z from 'zod';
import { type ConfigTarget, get, idsOf, listed, oneOf } from './app-config-calls.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

const LIST_STRATEGIES = {
  service: 'appconfig',
  path: '/deploymentstrategies',
  operation: 'ListDeploymentStrategies',
};

const strategy = z.object({
  Id: z.string(),
  Name: z.string(),
  DeploymentDurationInMinutes: z.number().nullish(),
  FinalBakeTimeInMinutes: z.number().nullish(),
});

/** Whether the application, its environment and its profile are there. Throws `Refused` where one name is several's. */
export async function configurationIsThere(
  access: MemberAccess,
  target: ConfigTarget,
): Promise<boolean> {
  return (await idsOf(access, target)) !== undefined;
}

/** What the target's strategy takes with its bake, in seconds; undefined where there is none of that name or id. */
export async function strategySeconds(
  access: MemberAccess,
  target: ConfigTarget,
): Promise<number | undefined> {
  const { deploymentStrategy: name } = target.appConfig;
  if (name === undefined) return 0;
  const { path } = LIST_STRATEGIES;
  const reading = listed(access, target, get(LIST_STRATEGIES, path), strategy);
  const all = await translated('listing deployment strategies', reading);
  const id = oneOf(all, name, path)?.Id;
  const found = all.find(({ Id }) => Id === id);
  if (found === undefined) return undefined;
  const { DeploymentDurationInMinutes: takes, FinalBakeTimeInMinutes: bakes } = found;
  return ((takes ?? 0) + (bakes ?? 0)) * 60;
}
