// A target on the board: what runs there, what last finished its bake there, and what is being done to it.

import { kindFor } from '../kinds/kinds.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { labelOf } from '../revision.ts';
import { bakedOn, type Installed, type Target } from '../target.ts';
import type { Differing } from '../targets-read.ts';
import { type ChangesView, changesViewOf } from './changes-view.ts';
import { type BoardItems, isBarred } from './items.ts';

export type TargetStatus = 'empty' | 'baked' | 'onTrial' | 'deploying' | 'rollingBack' | 'unproven';

export interface TargetView {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly kind: string;
  readonly status: TargetStatus;
  /** The revision all of it runs, as last proven. */
  readonly running?: string;
  /** The last revision that finished its bake here: what a rollback returns to. */
  readonly baked?: string;
  /** When the platform was last asked what it runs, ISO 8601. */
  readonly readAt?: string;
  /** It does not run that, or nobody knows. */
  readonly differs?: Pick<Differing, 'is' | 'text' | 'since'>;
  /** What is on its way to it, while it deploys or rolls back. */
  readonly coming?: string;
  /** What its platform says that this changes there. */
  readonly changes?: ChangesView;
  /** It runs a revision that must not be promoted again: a rollback of a later wave leaves it where it is. */
  readonly quarantined: boolean;
  /** Its wave has gone on without it: the revision that it has not got, since when, and why. */
  readonly behind?: { readonly label: string; readonly since: string; readonly reason: string };
  /** Nothing else has baked there to return to from that. */
  readonly isStuck?: true;
}

export function targetViewOf(definition: TargetDefinition, items: BoardItems): TargetView {
  const { name, account, region } = definition;
  const target = items.targets.find((each) => each.name === name);
  const status = statusOfTarget(target);
  const quarantined = target?.running !== undefined && isBarred(items, target.running);
  const changes = changesViewOf(target);
  const moving = target?.intent?.status === 'open' ? target.intent : undefined;
  return {
    name,
    account,
    region,
    kind: kindFor(definition).word,
    status,
    ...(target?.running && { running: labelOf(target.running.revision) }),
    ...(target?.baked && { baked: labelOf(target.baked.revision) }),
    ...readOf(target, items),
    ...(moving && { coming: labelOf(moving.revision) }),
    ...(changes && { changes }),
    ...behindOf(target),
    quarantined,
    ...(quarantined && !hasWayBack(target, items) && { isStuck: true as const }),
  };
}

function behindOf({ behind }: Partial<Target> = {}): Pick<TargetView, 'behind'> {
  if (behind === undefined) return {};
  const { revision, since, reason } = behind;
  return { behind: { label: labelOf(revision), since, reason } };
}

/** What was read of it; nothing where something else has come there since, or is on its way. */
function readOf(
  target: Target | undefined,
  { read }: BoardItems,
): Pick<TargetView, 'readAt' | 'differs'> {
  const { running, intent, name } = target ?? {};
  if (running === undefined) return {};
  if (read === undefined || read.at <= running.at || intent?.status === 'open')
    return { readAt: running.at };
  const found = read.differing.find(
    (each) => each.target === name && each.release === running.release,
  );
  if (found === undefined) return { readAt: read.at };
  const { is, text, since } = found;
  return { readAt: read.at, differs: { is, text, since } };
}

function hasWayBack(target: Target | undefined, items: BoardItems): boolean {
  const runs = target?.running?.revision.digest;
  const { belowFloor = [] } = items;
  const mayReturn = (each: Installed) =>
    each.revision.digest !== runs &&
    !isBarred(items, each) &&
    !belowFloor.includes(each.revision.digest);
  return target !== undefined && bakedOn(target).some(mayReturn);
}

/**
 * What a target is, in one word.
 *
 *     nothing was ever deployed to it             →  empty
 *     a deployment of it is open                  →  deploying, or rollingBack
 *     its last deployment failed, result unknown  →  unproven
 *     it runs what finished its bake there        →  baked
 *     it runs something else                      →  onTrial
 */
export function statusOfTarget(target: Target | undefined): TargetStatus {
  const { intent, running, baked } = target ?? {};
  if (intent?.status === 'open') {
    return intent.doing === 'deploy' ? 'deploying' : 'rollingBack';
  }
  if (running === undefined) return intent ? 'unproven' : 'empty';
  return baked?.revision.digest === running.revision.digest ? 'baked' : 'onTrial';
}
