// What a configuration profile was found to have in force, held against what the ledger says of it.

import {
  type ConfigTruth,
  type Expected,
  isForeign,
  othersText,
  type Says,
  type Shifting,
} from './found-truth.ts';
import { labelOf } from './revision.ts';

/**
 * A hosted version's content never changes; which one is in force, its deployments tell.
 *
 *     its own deployment was the last                                    →  same
 *     somebody else's is under way                                       →  other
 *     another version is in force, or none                               →  other
 *     the version has other content than was pinned                      →  other
 *     somebody else has deployed it again, or what they did was reverted →  touched
 */
export function ofConfig(truth: ConfigTruth, expected: Expected): Says {
  const { version, digest, setting, path, attempted } = truth;
  const { functionVersion = version, revision } = expected;
  const label = labelOf(revision);
  if (attempted?.state === 'running' && isForeign(attempted))
    return { is: 'other', text: othersText(attempted) };
  if (version === undefined)
    return { is: 'other', text: `its profile has nothing in force, not even ${label}` };
  if (version !== functionVersion) {
    const text = `its profile has version ${version} in force, not ${functionVersion} of ${label}`;
    return { is: 'other', text };
  }
  const wanted = revision.templates?.[path];
  if (digest !== undefined && wanted !== undefined && digest !== wanted)
    return { is: 'other', text: `version ${version} has ${digest}, not the ${path} of ${label}` };
  if (expected.setting === undefined || expected.setting === setting) return { is: 'same' };
  const text = `its profile was deployed to since, not by Tidegate, and has ${label} in force again`;
  return { is: 'touched', text };
}

/** While it is brought there, its last deployment is its own, or an earlier one. */
export function ofShiftingConfig({ attempted }: ConfigTruth, shifting: Shifting): Says {
  if (attempted === undefined || attempted.id === shifting.deployment) return { is: 'same' };
  if (attempted.description?.startsWith(shifting.mark)) return { is: 'same' };
  if (attempted.createdAt < shifting.begunAt) return { is: 'same' };
  return { is: 'other', text: othersText(attempted) };
}

/** Whether nothing of it is in force. */
export function hasNothingOfConfig({ version }: ConfigTruth, expected: Expected): boolean {
  return version !== expected.functionVersion;
}
