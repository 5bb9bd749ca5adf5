// What the platform answers that a target runs, held against what the ledger says of it.

import { hasNothingOfConfig, ofConfig } from './config-truth.ts';
import {
  type AliasTruth,
  BY_ITSELF,
  type Expected,
  type GroupDeployment,
  type GroupTruth,
  othersText,
  percent,
  type Says,
  stateText,
  type Truth,
} from './found-truth.ts';
import { codeDigestOf } from './function-code.ts';
import { hasNothingBy, ofJob } from './job-truth.ts';
import { labelOf } from './revision.ts';
import { ofService } from './service-truth.ts';
import { hasNothingOfSet, ofSet } from './set-truth.ts';
import { hasNothingOfSite, ofSite } from './site-truth.ts';
import { hasNothingOf, ofStack } from './stack-truth.ts';
import type { Installed } from './target.ts';

/**
 * Holds what was found against what the ledger says was installed.
 *
 *     version 5, of its bytes, all traffic, its own setting        →  same
 *     the same, with another setting                               →  touched
 *     version 4                                                    →  other
 *     version 5, and 10% go to version 4, and so it was not left   →  other
 *     version 5, and 10% go to version 4, nobody knows since when  →  unsettled: Lambda moves provisioned versions so
 *     the group's last deployment is ours                          →  same
 *     another's, of the same artifact                              →  touched
 *     another's                                                    →  other
 *     an instance that has joined is being brought up to it        →  unsettled
 */
export function compared(truth: Truth, expected: Expected): Says {
  switch (truth.kind) {
    case 'nothing':
      return { is: 'other', text: `what should run ${labelOf(expected.revision)} is not there` };
    case 'alias':
      return ofAlias(truth, expected);
    case 'config':
      return ofConfig(truth, expected);
    case 'site':
      return ofSite(truth, expected);
    case 'group':
      return ofGroup(truth, expected);
    case 'service':
      return ofService(truth, expected);
    case 'job':
      return ofJob(truth, expected);
    case 'set':
      return ofSet(truth, expected);
    case 'stack':
      return ofStack(truth, expected);
  }
}

/** How much of an alias's traffic has the version that is expected, in [0, 1]. */
export function shareOf(truth: Truth, { functionVersion = '' }: Installed): number {
  if (truth.kind !== 'alias') return 0;
  const { version, weights } = truth;
  if (version !== functionVersion) return weights[functionVersion] ?? 0;
  return 1 - Object.values(weights).reduce((sum, share) => sum + share, 0);
}

/** Why nothing can be said of what a target has, though it has it; undefined where something runs. */
export function emptyOf(truth: Truth): string | undefined {
  if (truth.kind !== 'service' || truth.desiredCount > 0) return undefined;
  return 'its service wants no tasks, a desired count of 0: nothing runs';
}

/** Whether nothing of the target runs the revision any more, not a part of its traffic or instances. */
export function runsNothingOf(truth: Truth, expected: Expected): boolean {
  if (truth.kind === 'nothing') return true;
  if (truth.kind === 'alias') {
    const { version, weights } = truth;
    const { functionVersion = '' } = expected;
    return version !== functionVersion && !(functionVersion in weights);
  }
  if (truth.kind === 'config') return hasNothingOfConfig(truth, expected);
  if (truth.kind === 'site') return hasNothingOfSite(truth, expected);
  if (truth.kind === 'service') return truth.definition !== expected.functionVersion;
  if (truth.kind === 'job') return hasNothingBy(truth, expected);
  if (truth.kind === 'stack') return hasNothingOf(truth, expected);
  if (truth.kind === 'set') return hasNothingOfSet(truth, expected);
  const { last, attempted } = truth;
  return last?.id === attempted?.id && last !== undefined && !brings(last, expected);
}

function ofAlias(truth: AliasTruth, expected: Expected): Says {
  const { version, digest, image, path, weights, setting } = truth;
  const { functionVersion = version, revision } = expected;
  const label = labelOf(revision);
  if (version !== functionVersion) {
    const text = `its alias points to version ${version}, not to ${functionVersion} of ${label}`;
    return { is: 'other', text };
  }
  const wanted =
    path === undefined ? codeDigestOf(image, revision) : (revision.templates?.[path] ?? digest);
  if (digest !== undefined && digest !== wanted) {
    const what = path ?? (image === undefined ? 'bytes' : `image ${image}`);
    return { is: 'other', text: `version ${version} has ${digest}, not the ${what} of ${label}` };
  }
  const isTouched = expected.setting !== undefined && setting !== expected.setting;
  const split = Object.entries(weights).map(([it, share]) => `${percent(share)} to version ${it}`);
  if (split.length > 0) {
    const text = `its alias sends ${split.join(', ')} beside version ${version} of ${label}`;
    return { is: isTouched ? 'other' : 'unsettled', text };
  }
  if (!isTouched) return { is: 'same' };
  return { is: 'touched', text: `its alias was moved from ${label} and back` };
}

function ofGroup({ last, attempted }: GroupTruth, expected: Expected): Says {
  const label = labelOf(expected.revision);
  // Which deployment was the last to succeed may be known a moment later than that ours has.
  if (attempted?.state === 'Succeeded' && attempted.id === expected.setting) return { is: 'same' };
  if (attempted && isOthers(attempted, expected)) {
    const { id, state } = attempted;
    const isOwn = BY_ITSELF.includes(attempted.creator);
    if (isOwn && state !== 'Succeeded') {
      const text = `deployment ${id}, of instances that joined, ${stateText(state)}`;
      return { is: 'unsettled', text };
    }
    if (!isOwn && state !== 'Succeeded') return { is: 'other', text: othersText(attempted) };
  }
  if (last === undefined)
    return { is: 'other', text: `nothing was deployed to its group, not even ${label}` };
  if (!isOthers(last, expected)) return { is: 'same' };
  if (!brings(last, expected))
    return {
      is: 'other',
      text: `its group’s last deployment ${last.id} brought other than ${label}`,
    };
  return BY_ITSELF.includes(last.creator)
    ? { is: 'same' }
    : { is: 'touched', text: `deployment ${last.id}, not of Tidegate, brought ${label} again` };
}

/** Without a setting, an entry of 0.1.0 or one that could not be read: what it brings tells alone. */
function isOthers(deployment: GroupDeployment, expected: Expected): boolean {
  if (expected.setting !== undefined) return deployment.id !== expected.setting;
  return deployment.state !== 'Succeeded' || !brings(deployment, expected);
}

/** Whether it brings the revision's artifact, or a copy of it. */
export function brings(
  { artifact }: Pick<GroupDeployment, 'artifact'>,
  { revision, copies }: Pick<Expected, 'revision' | 'copies'>,
): boolean {
  if (artifact === undefined || revision.artifact === undefined) return false;
  const { bucket, key, version } = revision.artifact;
  if (artifact.bucket === bucket && artifact.key === key) return artifact.version === version;
  return copies.some((copy) => copy.bucket === artifact.bucket && copy.key === artifact.key);
}
