// Platforms that deploy by themselves, and tell of it otherwise than CodeDeploy does.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { followConfigs, moveConfig, scriptConfigs, validateConfigs } from './config-runs.ts';
import { followJobs, moveJob, scriptJobs } from './job-runs.ts';
import { followMachines } from './machine-moves.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import { followServices, type ServiceParts, scriptServices, type Told } from './service-runs.ts';
import { followSets, moveSet } from './set-runs.ts';
import { followSites, moveSite } from './site-moves.ts';
import { followStacks, moveStack, scriptStacks } from './stack-runs.ts';

export function followPlatforms(parts: ServiceParts, told: Told): void {
  followServices(parts, told);
  followJobs(parts, told);
  followStacks(parts, told);
  followSets(parts, told);
  followMachines(parts, told);
  followConfigs(parts, told);
  followSites(parts, told);
}

export function scriptPlatforms(
  parts: ServiceParts & { readonly scenario: Pick<Scenario, 'misbehaviours'> },
): void {
  scriptServices(parts);
  scriptJobs(parts);
  scriptStacks(parts);
  scriptConfigs(parts);
  validateConfigs(parts);
}

/** Somebody else changes what is there; false while it cannot be changed, undefined of what CodeDeploy deploys to. */
export function moveByPlatform(
  parts: { readonly aws: EmbeddedAws; readonly revisions: Revisions },
  target: TargetDefinition,
  what: Move,
): boolean | undefined {
  if (target.job) return moveJob(parts, target, what);
  if (target.appConfig) return moveConfig(parts, target, what);
  if (target.site) return moveSite(parts, target, what);
  if (target.stackSet) return moveSet(parts, target, what);
  return target.stack && moveStack(parts, target, what);
}
