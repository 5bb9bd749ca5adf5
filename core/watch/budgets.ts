// Error budgets of service level objectives: what they say of a release.

import { formatDuration } from '../duration.ts';
import { aside, charge, doubt, nothing, type Saying } from './saying.ts';

/** A budget as it was at one time. Its total and what remains are in seconds, or in requests. */
export interface Budget {
  readonly status: 'OK' | 'WARNING' | 'BREACHED' | 'INSUFFICIENT_DATA';
  readonly of: 'seconds' | 'requests';
  readonly total?: number;
  /** Below zero once it is overspent. */
  readonly remaining?: number;
  /** What the budget is for: the objective's whole time. */
  readonly intervalSeconds?: number;
}

/** What one objective says at a look; a budget is absent where it is not known. */
export interface BudgetReading {
  readonly target: string;
  readonly objective: string;
  /** As the deployment was called for. */
  readonly before?: Budget;
  readonly now?: Budget;
  /** So long before the deployment as it is since. */
  readonly earlier?: Budget;
  readonly elapsedSeconds: number;
}

/**
 * What burns too fast, from *The Site Reliability Workbook*, chapter 5 (Google 2018): 2% of a budget spent at 14.4
 * times the pace that would spend it all in its time, or 5% at 6 times.
 */
const BURNING = [
  { share: 0.02, pace: 14.4 },
  { share: 0.05, pace: 6 },
] as const;
/** Less than that is one bad moment of a small budget: three bad minutes, ten failed requests. */
const LEAST_SPENT = { seconds: 180, requests: 10 } as const;
/** It burnt before the deployment too if it burnt at least so much of its pace then. */
const ALREADY = 0.5;

/**
 * What a budget says of the release.
 *
 *     spent before the deployment                             →  an aside: not this release
 *     spent since, faster than it may be                      →  a charge
 *     spent since, at a pace that it could bear               →  a doubt: its last rest would have gone anyway
 *     not spent, but burning since the deployment alone       →  a charge
 *     burning as it did before                                →  an aside
 *     not known, or without data where it had some            →  a doubt
 *     never had data, or nothing of that                      →  nothing
 */
export function budgetSays(reading: BudgetReading): Saying {
  const { target, objective, before, now } = reading;
  const what = `objective ${objective} of ${target}`;
  if (!before || !now) return doubt(`the budget of ${what} is not known`);
  const pace = paceBetween(before, now, reading.elapsedSeconds);
  if (now.status === 'INSUFFICIENT_DATA')
    return before.status === 'INSUFFICIENT_DATA' ? nothing : doubt(`${what} has no data any more`);
  if (now.status === 'BREACHED') return breachSays(before, pace, what, reading);
  if (pace === undefined || !isBurning(reading)) return nothing;
  const text = `${what} burns its budget ${paceText(pace, reading)}`;
  const earlier = earlierPace(reading);
  if (earlier === undefined) return doubt(`${text}, and how it burnt before is not known`);
  return earlier >= ALREADY * pace ? aside(`${text}, as it did before the release`) : charge(text);
}

/** Whether it burns so fast that how it burnt before the deployment matters. */
export function isBurning(reading: BudgetReading): boolean {
  const { before, now, elapsedSeconds } = reading;
  const spent = spentOf(before, now);
  const pace = paceBetween(before, now, elapsedSeconds);
  if (spent === undefined || pace === undefined || !now?.total) return false;
  if (spent < LEAST_SPENT[now.of]) return false;
  const share = spent / now.total;
  return BURNING.some((limit) => share >= limit.share && pace >= limit.pace);
}

function breachSays(
  before: Budget,
  pace: number | undefined,
  what: string,
  reading: BudgetReading,
): Saying {
  if (before.status === 'BREACHED') return aside(`${what} was spent before the release`);
  if (before.status === 'INSUFFICIENT_DATA')
    return doubt(`${what} is spent, and was not measured before the release`);
  const text = `${what} is spent since the deployment`;
  if (pace === undefined) return charge(text);
  return pace > 1
    ? charge(`${text}, ${paceText(pace, reading)}`)
    : doubt(`${text}, at no more than its usual pace`);
}

function paceText(pace: number, { elapsedSeconds }: BudgetReading): string {
  return `${Number(pace.toPrecision(2))} times as fast as it may, for ${formatDuration(elapsedSeconds)}`;
}

function earlierPace({ earlier, before, elapsedSeconds }: BudgetReading): number | undefined {
  return paceBetween(earlier, before, elapsedSeconds);
}

/** How many times as fast as it may: at 1 all of the budget is spent in its time. */
function paceBetween(
  from: Budget | undefined,
  to: Budget | undefined,
  elapsedSeconds: number,
): number | undefined {
  const spent = spentOf(from, to);
  const { total, intervalSeconds } = to ?? {};
  if (spent === undefined || !total || !intervalSeconds || elapsedSeconds <= 0) return undefined;
  return spent / total / (elapsedSeconds / intervalSeconds);
}

/** A budget that a new month has filled again was not spent. */
function spentOf(from: Budget | undefined, to: Budget | undefined): number | undefined {
  if (from?.remaining === undefined || to?.remaining === undefined) return undefined;
  return Math.max(0, from.remaining - to.remaining);
}
