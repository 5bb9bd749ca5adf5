// An organisation's policy in the table: applied whole as a new version; the newest is in force.

import { keys } from '../core/keys.ts';
import type { AppliedPolicy } from '../core/practice/applied-policy.ts';
import { defaultPolicy, storedPolicy } from '../core/practice/policy.ts';
import type { Policy } from '../core/practice/policy-settings.ts';
import { type Given, refuseStale } from './given.ts';
import type { Ports } from './ports.ts';

/**
 * Stores a policy as a new version, unless it says what the present one says; resolves to the one in force.
 *
 * Releases that run are not checked again; the next to start is.
 */
export async function applyPolicy(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  policy: Policy,
  given?: Omit<Given, 'by'>,
): Promise<AppliedPolicy> {
  const applied = await table.ensure(keys.policy(), (before) => {
    if (before && JSON.stringify(before.policy) === JSON.stringify(policy)) return { item: before };
    if (given) refuseStale(`policy ${policy.policy}`, given.onVersion, before?.version ?? 0);
    const appliedAt = given?.at ?? clock.now().toISOString();
    const item = { version: (before?.version ?? 0) + 1, appliedAt, policy };
    if (given === undefined) return { item };
    const { at, text, person } = given;
    const event = 'PolicyApplied' as const;
    // It is no pipeline's: it stands in the ledger of the organisation.
    const entry = { at, pipeline: '', release: '', event, subject: policy.policy, text, person };
    return { item, entries: [entry] };
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
