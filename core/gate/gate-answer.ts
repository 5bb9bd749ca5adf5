// What a stage's gate answers a release that comes to it: whose turn it is.

import { isNewer } from '../revision.ts';
import {
  type Candidate,
  isSealed,
  type Stage,
  type Waiting,
  waitingFor,
  withWaiting,
} from '../stage.ts';

export type GateAnswer =
  | { readonly answer: 'open'; readonly stage: Stage; readonly superseded: readonly string[] }
  | {
      readonly answer: 'wait';
      readonly stage: Stage;
      /** Those that gave way to it. */
      readonly superseded: readonly string[];
      readonly reason: string;
      /** Absent where nothing but what shuts the gate from outside is in the way. */
      readonly because?: 'frozen' | 'lease' | 'queue';
    }
  | { readonly answer: 'superseded'; readonly reason: string }
  | { readonly answer: 'ended' };

export interface Approach {
  readonly now: string;
  /** Those that wait keep their order; else the newest takes the place of all others. */
  readonly mode?: 'queue' | undefined;
  /** What shuts the gate from outside. */
  readonly shut?: string | undefined;
  /** It comes to targets alone that are behind it: nothing newer is overwritten there. */
  readonly catchesUp?: boolean | undefined;
}

/** An item has room for these; whoever comes when it is full asks again. */
const LONGEST_QUEUE = 500;

/**
 * What the gate of a stage answers a release that comes to it, and the stage as it is then.
 *
 * Asking again changes nothing: whoever holds the lease finds it open, whoever waits goes on waiting.
 *
 *     sealed against the candidate         →  ended: this is a late hand of it
 *     lease is the candidate's             →  open, unchanged
 *     a newer revision was let in before   →  superseded
 *     held, and the candidate is no newer  →  superseded
 *     a newer one waits, and no queue      →  superseded
 *     one as new waits, of a later name    →  superseded
 *     the same two, and it catches up      →  as if none had been let in
 *     frozen, or the lease is another's    →  wait; without a queue an older one that waited is superseded
 *     a queue, and an older one waits      →  wait
 *     shut from outside, such as by hours  →  the same
 *     else                                 →  open, with a new fence
 */
export function gateAnswer(stage: Stage, candidate: Candidate, approach: Approach): GateAnswer {
  const { lease, hold, frozen } = stage;
  if (isSealed(stage, candidate.release)) return { answer: 'ended' };
  if (lease?.release === candidate.release) return { answer: 'open', stage, superseded: [] };
  const newer = newerThan(stage, candidate);
  const { catchesUp = false } = approach;
  if (newer !== undefined && !catchesUp) return { answer: 'superseded', reason: newer };
  if (hold && !isNewer(candidate.order, hold.order) && !catchesUp)
    return { answer: 'superseded', reason: `the stage waits for a newer revision: ${hold.reason}` };
  const turn =
    approach.mode === 'queue' ? inQueue(stage, candidate) : newestFirst(stage, candidate);
  if ('reason' in turn) return { answer: 'superseded', reason: turn.reason };

  const { superseded } = turn;
  const waits = (reason: string) => ({
    answer: 'wait' as const,
    stage: joined(stage, turn, candidate, approach.now),
    reason,
    superseded,
  });
  if (frozen) {
    const reason = `the stage is frozen since ${frozen.since}: ${frozen.reason}`;
    return { ...waits(reason), because: 'frozen' };
  }
  if (turn.before.length > 0 || turn.isFull) {
    const reason = turn.isFull ? 'the queue in front of it is full' : 'older ones are before it';
    return { ...waits(`${reason}; the stage lets in one at a time`), because: 'queue' };
  }
  if (lease) return { ...waits(`release ${lease.release} is in the stage`), because: 'lease' };
  if (approach.shut !== undefined) return waits(approach.shut);
  return { answer: 'open', stage: entered(stage, turn, candidate, approach.now), superseded };
}

function newerThan({ newest, pipeline }: Stage, { order }: Candidate): string | undefined {
  if (newest === undefined || !isNewer(newest, order)) return undefined;
  const { number } = order.again ?? order;
  return (
    'a newer revision was let into the stage before it; to step back to it: ' +
    `tidegate start ${pipeline} ${number || 'REVISION'} --step-back --reason "…"; ` +
    `to take the newer one back: tidegate rollback ${pipeline} --reason "…"`
  );
}

/** Where the candidate stands among those that wait. */
interface Turn {
  readonly before: readonly Waiting[];
  readonly behind: readonly Waiting[];
  readonly superseded: readonly string[];
  /** Nobody else has room in the queue. */
  readonly isFull: boolean;
}

/** Of two that are equally new the same one gives way whoever of them asks: else each would take the other's place. */
function newestFirst(stage: Stage, { release, order }: Candidate): Turn | { reason: string } {
  const others = waitingFor(stage).filter((each) => each.release !== release);
  const newer = others.find((each) => isNewer(each.order, order));
  if (newer) return { reason: `a newer revision waits in front of it (${newer.release})` };
  const first = others.find((each) => !isNewer(order, each.order) && each.release > release);
  if (first) return { reason: `a revision that is as new waits in front of it (${first.release})` };
  const superseded = others.map((each) => each.release);
  return { before: [], behind: [], superseded, isFull: false };
}

function inQueue(stage: Stage, { release, order }: Candidate): Turn {
  const all = waitingFor(stage);
  const others = all.filter((each) => each.release !== release);
  const isOlder = (each: Waiting) => isNewer(order, each.order);
  const isFull = others.length === all.length && all.length >= LONGEST_QUEUE;
  const [before, behind] = [others.filter(isOlder), others.filter((each) => !isOlder(each))];
  return { before, behind, superseded: [], isFull };
}

function joined(stage: Stage, turn: Turn, candidate: Candidate, now: string): Stage {
  if (turn.isFull) return stage;
  const all = waitingFor(stage);
  const known = all.find(({ release }) => release === candidate.release);
  if (known && turn.superseded.length === 0) return stage;
  const own = known ?? { ...candidate, since: now };
  const after = withWaiting(stage, [...turn.before, own, ...turn.behind]);
  return turn.superseded.length === 0 ? after : { ...after, gaveWay: gaveWayIn(stage, turn, now) };
}

function gaveWayIn(stage: Stage, { superseded }: Turn, now: string): Stage['gaveWay'] & object {
  const { count, since } = stage.gaveWay ?? { count: 0, since: waitingFor(stage)[0]?.since ?? now };
  return { count: count + superseded.length, since };
}

/** A newer revision that enters lifts the hold. What only catches up is none, and lets nothing older in after it. */
function entered(stage: Stage, turn: Turn, candidate: Candidate, now: string): Stage {
  const { hold, gaveWay: _, ...rest } = stage;
  const { release, execution, order } = candidate;
  const fence = stage.fence + 1;
  const lease = { release, execution, fence, since: now, intent: 'deploy' as const };
  const newest = stage.newest && isNewer(stage.newest, order) ? stage.newest : order;
  const isHeld = hold !== undefined && !isNewer(order, hold.order);
  const after = { ...withWaiting(rest, [...turn.before, ...turn.behind]), fence, newest, lease };
  return isHeld ? { ...after, hold } : after;
}
