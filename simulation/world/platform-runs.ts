// Platforms that deploy by themselves, and tell of it otherwise than CodeDeploy does.

import type { Scenario } from './scenario.ts';
import { followServices, type ServiceParts, scriptServices, type Told } from './service-runs.ts';
import { followStacks, scriptStacks } from './stack-runs.ts';

export function followPlatforms(parts: ServiceParts, told: Told): void {
  followServices(parts, told);
  followStacks(parts, told);
}

export function scriptPlatforms(
  parts: ServiceParts & { readonly scenario: Pick<Scenario, 'misbehaviours'> },
): void {
  scriptServices(parts);
  scriptStacks(parts);
}
