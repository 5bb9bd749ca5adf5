// Who ran a revision that did not make it, and for how long.

import { SENT_BACK } from '../intent.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Outcome } from '../outcome.ts';

/** What must be known of a release, and of where it went. */
interface Exposing {
  readonly id: string;
  readonly kind: 'release' | 'rollback';
  readonly pipeline: string;
  readonly outcome: Outcome | null;
  readonly waves: readonly { readonly stage: string; readonly targets: readonly string[] }[];
}

export interface Exposure {
  readonly target: string;
  readonly stage: string;
  /** When its deployment started: from then on some of the traffic may have met the revision. */
  readonly from: string;
  /** When it ran another revision again; absent where it still runs this one. */
  readonly until?: string;
  readonly seconds: number;
}

/**
 * The targets that a release reached, where it was taken back, stopped or left dirty; none for one that made it,
 * nor for a rollback by hand: what that takes back has exposed whom its release names.
 *
 * The ledger tells: a target's first deployment of the release exposes it; the end of its rollback, or of a later
 * release's deployment, ends that. An intent alone exposes nobody: those that began nothing stand in `neverBegun`, as
 * `pipeline release target`. `endedAt` is the end of all that is known, ISO 8601.
 */
export function exposuresOf(
  { id, kind, pipeline, outcome, waves }: Exposing,
  ledger: readonly LedgerEntry[],
  endedAt: string,
  neverBegun: ReadonlySet<string> = new Set(),
): Exposure[] {
  if (outcome === 'Promoted' || kind === 'rollback') return [];
  return waves.flatMap(({ stage, targets }) =>
    targets.flatMap((target) => {
      if (neverBegun.has(`${pipeline} ${id} ${target}`)) return [];
      const own = ledger.filter((each) => each.pipeline === pipeline && each.subject === target);
      const began = own.findIndex(
        ({ release, event }) => release === id && event === 'DeploymentStarted',
      );
      const [first, ...after] = began < 0 ? [] : own.slice(began);
      if (!first) return [];
      const from = first.at;
      const until = endOf(after);
      const seconds = (Date.parse(until ?? endedAt) - Date.parse(from)) / 1000;
      return [{ target, stage, from, ...(until !== undefined && { until }), seconds }];
    }),
  );
}

/** The end of the next deployment after the exposing one; or somebody else has put something in its place before. */
function endOf(after: readonly LedgerEntry[]): string | undefined {
  const moved = after.find(({ event }) => event === 'DriftFound');
  const ended = after.find(({ event }) => event === 'DeploymentEnded');
  if (moved && ended?.text.includes(' not deployed,')) return moved.at;
  // A shift that was stopped is sent back by that, without a way back of its own.
  if (ended?.text.includes(SENT_BACK)) return ended.at;
  // What is tried again is still the revision.
  const next = after.findIndex(
    ({ event, text }) => event === 'DeploymentStarted' && !text.endsWith(', again'),
  );
  const started = after[next];
  if (!started) return undefined;
  // What begins and ends in one millisecond stands in either order: the last of two ends by then is the way back's.
  const before = after.slice(0, next).filter(({ event }) => event === 'DeploymentEnded');
  const atOnce = before.length > 1 ? before.at(-1) : undefined;
  if (atOnce?.at === started.at) return atOnce.at;
  return after.slice(next).find(({ event }) => event === 'DeploymentEnded')?.at;
}
