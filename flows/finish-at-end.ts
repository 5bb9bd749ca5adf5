// What of a release goes on outside as it ends: experiments and load are stopped, and nothing is held any more.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { EndedRelease, Release } from '../core/release.ts';
import { hasOpened, type Wave } from '../core/wave.ts';
import { finishHeld } from './finish-held.ts';
import { stopLoad } from './load.ts';
import { eachInTurn, readableItems } from './one-by-one.ts';
import { isPatient } from './patience-at-end.ts';
import type { Ports } from './ports.ts';
import { stopExperiments } from './tests/experiment-test.ts';

/**
 * Finishes it; resolves to whether all of that is done. What cannot be done is thrown while it is tried again; after
 * that it keeps no end waiting: it is noted with the open release, and the sweep goes on trying.
 */
export async function finishAtEnd(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
): Promise<boolean> {
  const [first] = await eachInTurn(ports, worksOf(ports, waves, false), ({ run }) => run());
  if (first === undefined) return true;
  if (!(first instanceof Failure) || isPatient(ports, release, waves)) throw first;
  const key = keys.open(release.execution);
  const open = await ports.table.get(key);
  const unfinished = first.message.slice(0, MOST_KEPT);
  if (open && open.unfinished === undefined) await ports.table.put(key, { ...open, unfinished });
  return false;
}

const MOST_KEPT = 1_000;

/** For how long it is tried after the end: an experiment lasts for half a day at most. */
const TRIED_MILLIS = 86_400_000;

/** The same for a release that has ended: whether all is done now, or is not tried any more. */
export async function finishAfterEnd(ports: Ports, release: EndedRelease): Promise<boolean> {
  const waves = await readableItems(ports, ranges.waves(release.id));
  const [first] = await eachInTurn(ports, worksOf(ports, waves, true), ({ run }) => run());
  if (first === undefined) return true;
  if (!(first instanceof Failure)) throw first;
  if (ports.clock.now().getTime() - Date.parse(release.end.at) < TRIED_MILLIS) return false;
  ports.log.error('what a release has begun outside could not be finished: it is left', {
    release: release.id,
    problem: first.message,
  });
  return true;
}

interface Work {
  readonly what: string;
  readonly wave: number;
  readonly run: () => Promise<void>;
}

function worksOf(ports: Ports, waves: readonly Wave[], isLate: boolean): Work[] {
  return waves.filter(hasOpened).flatMap((wave): Work[] => {
    const { index } = wave.plan;
    return [
      { what: 'experiments', wave: index, run: () => stopExperiments(ports, wave) },
      { what: 'load', wave: index, run: () => stopLoad(ports, wave) },
      { what: 'what is held', wave: index, run: () => finishHeld(ports, wave, isLate) },
    ];
  });
}
