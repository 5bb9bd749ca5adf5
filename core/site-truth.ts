// What a distribution was found to serve, held against what the ledger says of it.

import { createHash } from 'node:crypto';
import type { Expected, Says, Shifting, SiteTruth } from './found-truth.ts';
import { labelOf, type Revision } from './revision.ts';

/** All that Tidegate writes in a bucket lies under it. */
const SITE_ROOT = 'tidegate';

/**
 * The origin path under which a revision's files lie: the same files of the same bytes have the same.
 *
 *     sha256:9f2c1d70a1b2…  →  '/tidegate/9f2c1d70a1b2c3d4e5f6'
 *     the same, of dist     →  '/tidegate/9f2c1d70a1b2c3d4e5f6-b1b44f2c'
 */
export function pathOfSite(
  { digest }: Pick<Revision, 'digest'>,
  files: string | undefined,
): string {
  const folder = files && createHash('sha256').update(files).digest('hex').slice(0, 8);
  return `/${SITE_ROOT}/${digest.slice(7, 27)}${folder ? `-${folder}` : ''}`;
}

function pathOf({ functionVersion, revision }: Expected, { files }: SiteTruth): string {
  return functionVersion ?? pathOfSite(revision, files);
}

/**
 * What an origin path is the distribution says, and nothing else.
 *
 *     the revision's path, the distribution as it was left   →  same
 *     the revision's path, and it was changed since          →  touched
 *     another path                                           →  other
 */
export function ofSite(truth: SiteTruth, expected: Expected): Says {
  const { version, setting } = truth;
  const path = pathOf(expected, truth);
  const label = labelOf(expected.revision);
  if (version !== path)
    return { is: 'other', text: `its distribution serves ${version}, not ${path} of ${label}` };
  if (expected.setting === undefined || expected.setting === setting) return { is: 'same' };
  return {
    is: 'touched',
    text: `its distribution was changed, not by Tidegate, and serves ${label}`,
  };
}

/** While it is switched, it serves what it went out from, or what it goes to. */
export function ofShiftingSite(truth: SiteTruth, expected: Expected, shifting: Shifting): Says {
  const { version } = truth;
  const { fromVersion: from = version } = shifting;
  if ([from, pathOf(expected, truth)].includes(version)) return { is: 'same' };
  const label = labelOf(expected.revision);
  const text = `its distribution serves ${version} while it is switched from ${from} to ${label}`;
  return { is: 'other', text };
}

/** Whether it serves nothing of it. */
export function hasNothingOfSite(truth: SiteTruth, expected: Expected): boolean {
  return truth.version !== pathOf(expected, truth);
}
