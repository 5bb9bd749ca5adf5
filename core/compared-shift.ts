// What the platform answers that a target runs while a revision is brought to it, held against what may be there then.

import { ofShiftingConfig } from './config-truth.ts';
import {
  type AliasTruth,
  BY_ITSELF,
  type Expected,
  type GroupTruth,
  othersText,
  percent,
  type Says,
  type Shifting,
  type Truth,
} from './found-truth.ts';
import { ofShiftingJob } from './job-truth.ts';
import { mostShareOf } from './pace.ts';
import { labelOf } from './revision.ts';
import { ofShiftingService } from './service-truth.ts';
import { ofShiftingSet } from './set-truth.ts';
import { ofShiftingSite } from './site-truth.ts';
import { ofShiftingStack } from './stack-truth.ts';
import type { Installed } from './target.ts';
import { compared, shareOf } from './truth.ts';

/**
 * What the truth says of a target while it shifts from one version to another: CodeDeploy moves nothing elsewhere, and
 * nothing back.
 *
 *     from 4 to 5: version 4, or 4 with 10% on 5, or 5  →  same
 *     version 5 with 50% on 4 still, all was asked for  →  same: Lambda passes it over
 *     version 3, or 10% on 3                            →  other
 *     version 4, and 10% were seen on 5                 →  other: what it went out from has all of it again
 *     version 4 with 5% on 5, and 10% were seen on 5    →  touched: nothing else runs there, but less of it
 *     4 with 10% on 5, in another setting than our own  →  touched: somebody has set the same, or more
 *     4 with 50% on 5, after 6 of a canary's minutes    →  touched: its configuration gives it 10% until then
 *     the group's deployment is ours                    →  same
 *     somebody else's came after it                     →  other
 */
export function comparedShift(truth: Truth, expected: Expected, shifting: Shifting): Says {
  const label = labelOf(expected.revision);
  if (truth.kind === 'nothing') return compared(truth, expected);
  if (truth.kind === 'config') return ofShiftingConfig(truth, shifting);
  if (truth.kind === 'site') return ofShiftingSite(truth, expected, shifting);
  if (truth.kind === 'service') return ofShiftingService(truth, shifting);
  if (truth.kind === 'job') return ofShiftingJob(truth, shifting);
  if (truth.kind === 'stack') return ofShiftingStack(truth, shifting);
  if (truth.kind === 'set') return ofShiftingSet(truth, shifting);
  const others = othersDeployment(truth, shifting);
  if (others || truth.kind === 'group') return others ?? { is: 'same' };
  const { functionVersion: to } = expected;
  const { fromVersion: from, seenShare, setting = truth.setting } = shifting;
  if (to === undefined || from === undefined) return { is: 'same' };
  const served = [truth.version, ...Object.keys(truth.weights)];
  const stray = served.find((version) => version !== from && version !== to);
  if (stray !== undefined) {
    const text = `its alias sends traffic to version ${stray} while it shifts from ${from} to ${to} of ${label}`;
    return { is: 'other', text };
  }
  // All of it was asked for: where its instances are kept warm, Lambda takes it over by weights of its own.
  if (truth.version === to && seenShare === 1) return { is: 'same' };
  const share = shareOf(truth, expected);
  const most = mostAllowed(truth, shifting);
  if (most && share > most.share + ROUNDED) {
    const text = `its alias sends ${percent(share)} to version ${to} of ${label}, where ${most.configuration} gives it ${percent(most.share)} by now`;
    return { is: 'touched', text };
  }
  if (share >= seenShare && setting === truth.setting) return { is: 'same' };
  if (share >= seenShare) {
    const text = `its alias was moved while it shifted to ${label}, and sends it ${percent(share)}`;
    return { is: share > 0 ? 'touched' : 'other', text };
  }
  const text = `its alias sends ${percent(share)} to version ${to} of ${label}, where it sent ${percent(seenShare)}`;
  return { is: share > 0 ? 'touched' : 'other', text };
}

/** Weights are kept with two digits, or more. */
const ROUNDED = 0.005;

/** What our deployment can have sent there by the time at which the alias was read: undefined where nothing tells. */
function mostAllowed({ pace: read }: AliasTruth, { pace, begunAt }: Shifting) {
  if (read === undefined || pace === undefined || read.configuration !== pace.configuration)
    return undefined;
  const seconds = (Date.parse(read.readAt) - Date.parse(begunAt)) / 1000;
  return { share: mostShareOf(pace, seconds), configuration: pace.configuration };
}

/** Whether an alias may have more than it can have by now: then it is worth asking by what it shifts. */
export function mayBeRaised(
  truth: AliasTruth,
  installed: Installed,
  { pace, begunAt }: Shifting,
  readAt: string,
): boolean {
  if (pace === undefined) return false;
  const seconds = (Date.parse(readAt) - Date.parse(begunAt)) / 1000;
  return shareOf(truth, installed) > mostShareOf(pace, seconds) + ROUNDED;
}

function othersDeployment(
  { attempted }: Pick<GroupTruth, 'attempted'>,
  shifting: Shifting,
): Says | undefined {
  if (attempted === undefined || attempted.id === shifting.deployment) return undefined;
  if (attempted.description?.startsWith(shifting.mark)) return undefined;
  if (BY_ITSELF.includes(attempted.creator)) return undefined;
  return { is: 'other', text: othersText(attempted) };
}
