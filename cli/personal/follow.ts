// Follows a release of a person's own stage to its end: what happens to it, and what exactly its revision logs.

import { realClock } from '../../aws/clock.ts';
import { isFailure } from '../../core/failure.ts';
import { type LedgerEntry, ledgerKey } from '../../core/ledger.ts';
import { unseen } from '../../core/logs/log-line.ts';
import type { Outcome } from '../../core/outcome.ts';
import { hasEnded, type Release } from '../../core/release.ts';
import { decisionOf, hasOpened } from '../../core/wave.ts';
import { listReleases } from '../../flows/find-release.ts';
import { readLogs } from '../../flows/logs/read-logs.ts';
import { readRelease } from '../../flows/read.ts';
import { wavesOf } from '../../flows/read-judged.ts';
import { ledgerSince } from '../../flows/read-ledger.ts';
import type { Deployed } from '../deployed.ts';
import { showTold } from '../log-lines.ts';
import { print, printErrors, printJsonLine } from '../output.ts';
import { presentView } from '../present-view.ts';
import type { StopSignal } from '../stop-signal.ts';
import { ledgerLine } from '../terminal/ledger-line.ts';
import { accessOf } from './prepare.ts';

export interface FollowedPersonal {
  /** 0 promoted, 1 ended otherwise, 4 not followed to its end, 130 left. */
  readonly code: 0 | 1 | 4 | 130;
  readonly outcome?: Outcome;
  readonly text: string;
  /** Whether it ended because its bake was inconclusive. */
  readonly isUnjudged?: boolean;
}

export interface FollowedOf {
  readonly pipeline: string;
  readonly release: string;
  readonly json: boolean;
  readonly signal: StopSignal;
  /** Called at each look while a wave bakes: the time to send it something. Nobody waits for what it begins. */
  readonly whileBaking?: () => void;
}

const LOOK_SECONDS = 2;
const LATE_MILLIS = 120_000;
/** The last lines of what has ended may still be on their way. */
const LAST_LOOKS = 4;
/** Whoever cannot be reached for so long is not waited for. */
const LOST_SECONDS = 600;

export async function followPersonal(
  deployed: Deployed,
  of: FollowedOf,
): Promise<FollowedPersonal> {
  const look = looking(deployed, of);
  let left = LAST_LOOKS;
  let lostSince: number | undefined;
  for (;;) {
    try {
      const seen = await look();
      if (lostSince !== undefined) tell(of, 'the connection is there again');
      lostSince = undefined;
      if (seen.outcome !== undefined && --left <= 0) return endOf(seen);
      if (seen.isBaking) of.whileBaking?.();
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      if (lostSince === undefined)
        tell(of, `the connection is lost; it is tried again: ${thrown.message}`);
      lostSince ??= realClock.now().getTime();
      if (realClock.now().getTime() - lostSince > LOST_SECONDS * 1000)
        return { code: 4, text: 'not followed to its end: nobody could be reached' };
    }
    if (of.signal.stopped()) return { code: 130, text: 'left; the release goes on without you' };
    await Promise.race([realClock.sleep(LOOK_SECONDS), of.signal.whenStopped]);
    if (of.signal.stopped()) return { code: 130, text: 'left; the release goes on without you' };
  }
}

interface Seen {
  readonly label: string;
  readonly outcome: Outcome | undefined;
  readonly reason: string;
  readonly isBaking: boolean;
  readonly isUnjudged: boolean;
}

/** What was told before is not told again; what could not be read is told at the next look. */
function looking(deployed: Deployed, { pipeline, release: id, json }: FollowedOf) {
  const { ports } = deployed;
  const access = accessOf(deployed);
  const fresh = unseen(2 * LATE_MILLIS);
  const told = new Set<string>();
  let from = '';
  let place = '';
  let since: number | undefined;
  return async (): Promise<Seen> => {
    const view = await presentView(deployed, pipeline);
    const entries = await ledgerSince(ports, pipeline, from);
    const shown = view.releases.find((each) => each.id === id);
    for (const entry of entries) {
      const key = ledgerKey(entry);
      if (entry.release === id && !told.has(key)) show(entry, json);
      told.add(key);
    }
    const last = entries.at(-1);
    if (last) from = new Date(Date.parse(last.at) - LATE_MILLIS).toISOString();
    if (shown && shown.outcome === undefined && shown.place !== place) {
      place = shown.place;
      if (json) printJsonLine({ place });
      else print([`${shown.label} is ${place}`]);
    }
    const [all, listed] = await Promise.all([
      wavesOf(ports, id),
      releaseOrNone(ports, pipeline, id),
    ]);
    const waves = all.filter(hasOpened);
    const now = await deployed.now();
    if (listed && waves.length > 0) {
      const wanted = {
        release: listed,
        waves,
        target: undefined,
        since,
        now: now + 1,
        text: undefined,
      };
      showTold(fresh.take(await readLogs(ports, access, wanted)), json);
      since = Math.max(0, now - LATE_MILLIS);
    }
    const end = await endNow(ports, pipeline, id, listed);
    return {
      label: shown?.label ?? id,
      outcome: end?.outcome,
      reason: end?.reason ?? '',
      isBaking: all.some(({ status }) => status === 'baking'),
      isUnjudged: all.some((wave) => decisionOf(wave).verdict === 'inconclusive'),
    };
  };
}

/** One that was just asked for is claimed a moment later. */
async function releaseOrNone(ports: Deployed['ports'], pipeline: string, id: string) {
  try {
    return await readRelease(ports, pipeline, id);
  } catch (thrown) {
    if (isFailure(thrown, 'Missing')) return undefined;
    throw thrown;
  }
}

/** One that a rule refused never was a release, and has ended all the same. */
async function endNow(
  ports: Deployed['ports'],
  pipeline: string,
  id: string,
  release: Release | undefined,
) {
  if (release) return hasEnded(release) ? release.end : undefined;
  const refused = (await listReleases(ports, pipeline)).find((each) => each.id === id);
  return refused?.outcome ? { outcome: refused.outcome, reason: refused.reason } : undefined;
}

function show(entry: LedgerEntry, json: boolean): void {
  if (json) printJsonLine(entry);
  else print([ledgerLine(entry)]);
}

function endOf({ label, outcome, reason, isUnjudged }: Seen): FollowedPersonal {
  if (outcome === 'Promoted') return { code: 0, outcome, text: `${label} was promoted` };
  return {
    code: 1,
    isUnjudged,
    ...(outcome && { outcome }),
    text: `${label} ended ${outcome}: ${reason}`,
  };
}

function tell({ json }: FollowedOf, text: string): void {
  if (json) printJsonLine({ notice: text });
  else printErrors([text]);
}
