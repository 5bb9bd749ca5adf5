// An organisation's policy in the table: applied whole as a new version; the newest is in force.

import { keys } from '../core/keys.ts';
import type { AppliedPolicy } from '../core/practice/applied-policy.ts';
import { defaultPolicy, storedPolicy } from '../core/practice/policy.ts';
import type { Policy } from '../core/practice/policy-settings.ts';
import type { Ports } from './ports.ts';

/**
 * Stores a policy as a new version, unless it says what the present one says; resolves to the one in force.
 *
 * Releases that run are not checked again; the next to start is.
 */
export async function applyPolicy(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  policy: Policy,
): Promise<AppliedPolicy> {
  const applied = await table.ensure(keys.policy(), (before) => {
    if (before && JSON.stringify(before.policy) === JSON.stringify(policy)) return { item: before };
    const appliedAt = clock.now().toISOString();
    return { item: { version: (before?.version ?? 0) + 1, appliedAt, policy } };
  });
  await table.put(keys.policyVersion(applied.version), applied);
  return applied;
}

/** The policy in force: the default one, as version 0, where none has been applied. */
export async function readPolicy({ table }: Pick<Ports, 'table'>): Promise<AppliedPolicy> {
  const applied = await table.get(keys.policy());
  if (applied === undefined) return { version: 0, policy: defaultPolicy };
  return { ...applied, policy: storedPolicy(applied.policy) };
}
