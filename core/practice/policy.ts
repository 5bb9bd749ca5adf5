// Reads a policy, and says what holds where there is none.

import { parseStrictYaml } from '../strict-yaml.ts';
import { policySchema } from './policy-schema.ts';
import type { Policy } from './policy-settings.ts';

/** The policy in a YAML text. Throws `Refused` with a line for each problem. */
export function parsePolicy(text: string, fileName: string): Policy {
  return parseStrictYaml(policySchema, text, fileName);
}

/** A policy that was stored before, perhaps by an older Tidegate: rules that have come since are as usual. */
export function storedPolicy(stored: unknown): Policy {
  return policySchema.parse(stored);
}

/** What holds where no policy has been applied: every rule at its own level, and none enforced. */
export const defaultPolicy: Policy = policySchema.parse({ policy: 'default' });
