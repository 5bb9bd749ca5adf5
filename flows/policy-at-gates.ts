// What the policy in force says to gates: when nothing starts, and who may approve. Its rules judge pipelines as they
// start, by functions of their own: whoever looks at gates need not hold them.

import { keys } from '../core/keys.ts';
import type { Policy } from '../core/practice/policy-settings.ts';
import type { Ports } from './ports.ts';

export type PolicyAtGates = Pick<Policy, 'freezes' | 'incidentAlarms' | 'people' | 'roles'>;

/** Nothing, where no policy has been applied. */
export async function policyAtGates({ table }: Pick<Ports, 'table'>): Promise<PolicyAtGates> {
  return (await table.get(keys.policy()))?.policy ?? {};
}
