// Who rolls back what others have just rolled back: it is the same thing that they mean, and not one revision more.

import { Failure } from './failure.ts';
import { reasonOf } from './plain-reason.ts';
import { isNewer, labelOf, orderOf, type Revision, wordOf } from './revision.ts';
import type { Target } from './target.ts';

/** So long after a rollback somebody who has not seen its end may still mean what it took back. */
const MEANS_THE_SAME_SECONDS = 600;

/** Those that nothing takes back just now: what the others run they run for a moment. */
export function notOnTheirWayBack(targets: readonly Target[]): Target[] {
  return targets.filter((target) => !isOnItsWayBack(target));
}

function isOnItsWayBack({ intent }: Target): boolean {
  return intent?.status === 'open' && intent.doing === 'rollBack' && intent.drill === undefined;
}

/**
 * Throws `Refused` where a rollback that names no revision would take back what another one has just brought back, or
 * is about to: a second person at the same alarm would take users one revision further than anybody meant.
 *
 *     live goes from r3 back to r2 just now               →  refused, and so for ten minutes after it
 *     the same, and r3 runs elsewhere still               →  r3 is taken back there
 *     live came back to r2 an hour ago                    →  r2 is taken back
 */
export function refuseSecondPress(
  pipeline: string,
  targets: readonly Target[],
  newest: Revision | undefined,
  now: Date,
): void {
  const under = targets.filter(isOnItsWayBack);
  const going = under.filter((target) => isMeant(target, newest));
  if (going.length > 0)
    throw new Failure(
      'Refused',
      `expected a revision that nothing takes back yet, got a rollback under way: ${reasonOf(going.map(wayText))}. ` +
        `Wait for it (tidegate status ${pipeline}), then, to go back further: ` +
        `tidegate rollback ${pipeline} --to REVISION --reason "…"`,
    );
  if (newest === undefined) return;
  const back = targets.filter((target) => hasJustReturned(target, newest, now));
  const [first] = back;
  if (first?.intent === undefined) return;
  const names = reasonOf(back.map(({ name }) => name));
  throw new Failure(
    'Refused',
    `expected the name of what is to be taken back, got none, and ${labelOf(newest)} has just been brought back to ` +
      `${names}, by ${first.intent.release}. Is that to go too: tidegate rollback ${pipeline} --release ` +
      `${wordOf(newest.build)} --reason "…", or --to the one to return to`,
  );
}

/** What is newer than the point it returns to may be what others have still, and so may what it takes back. */
function isMeant({ intent }: Target, newest: Revision | undefined): boolean {
  if (intent === undefined) return false;
  if (newest === undefined) return true;
  return newest.digest !== intent.takesBack && !isNewer(orderOf(newest), orderOf(intent.revision));
}

function wayText({ name, intent }: Target): string {
  return `${name} returns to ${intent ? labelOf(intent.revision) : 'nothing known'}, by ${intent?.release}`;
}

function hasJustReturned({ intent, running }: Target, newest: Revision, now: Date): boolean {
  if (intent?.status !== 'ended' || intent.doing !== 'rollBack' || intent.drill) return false;
  if (running?.revision.digest !== newest.digest) return false;
  const { endedAt } = intent;
  if (endedAt === undefined) return false;
  return now.getTime() - Date.parse(endedAt) < MEANS_THE_SAME_SECONDS * 1000;
}
