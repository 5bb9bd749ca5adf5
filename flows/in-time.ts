// Works through many things that have nothing to do with each other, side by side, in the time that a function has.

import { secondsLeft } from '../aws/time-left.ts';
import type { WorkName } from '../core/counted.ts';
import { isFailure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { fromThere } from '../core/progress.ts';
import { logFailure } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { about } from './subject.ts';

/** One of them; the key is its own among them, and says whose it is. */
export interface Turn {
  readonly key: string;
  readonly look: () => Promise<unknown>;
}

export interface Work {
  /** What is skipped or fails is counted under it. */
  readonly name: WorkName;
  /** Whose it is, where there are several of the name. */
  readonly of?: string;
  readonly turns: readonly Turn[];
  /** How much of the function's time is left for what comes after: with less than that, nothing is begun. */
  readonly sparesSeconds: number;
}

export interface Done {
  readonly thrown: readonly unknown[];
  /** How many had no turn. */
  readonly left: number;
}

const AT_ONCE = 10;

/**
 * Gives each its turn, whatever becomes of the others. Where time runs out, what had no turn is counted, and has it
 * first the next time.
 */
export async function inTime(ports: Ports, work: Work): Promise<Done> {
  const { name, turns } = work;
  // So few begin at once, all of them.
  const before = turns.length > AT_ONCE ? await progressOf(ports, work) : undefined;
  const queue = fromThere(turns, before);
  const { thrown, begun } = await giveTurns(ports, work, queue);
  const left = queue.length - begun;
  if (thrown.length > 0) ports.count('Failed', name, thrown.length);
  if (left > 0) await keepProgress(ports, work, { last: queue[begun - 1], left });
  else if (before !== undefined) await ports.table.remove(progressKey(work));
  return { thrown, left };
}

async function giveTurns(ports: Ports, { name, sparesSeconds }: Work, queue: readonly Turn[]) {
  const thrown: unknown[] = [];
  let begun = 0;
  const worker = async () => {
    while (begun < queue.length && secondsLeft() > sparesSeconds) {
      const turn = queue[begun]!;
      begun += 1;
      await about({ work: name, turn: turn.key }, async () => {
        try {
          await turn.look();
        } catch (failure) {
          thrown.push(failure);
          logFailure(ports, undefined, failure);
        }
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { thrown, begun };
}

function progressKey({ name, of }: Work) {
  return keys.progress(of === undefined ? name : `${name} ${of}`);
}

/** What cannot be read is begun anew. */
async function progressOf(ports: Ports, work: Work): Promise<string | undefined> {
  try {
    return (await ports.table.get(progressKey(work)))?.after;
  } catch (thrown) {
    if (!isFailure(thrown, 'Unreadable')) throw thrown;
    logFailure(ports, { work: work.name }, thrown);
    return undefined;
  }
}

async function keepProgress(
  ports: Ports,
  work: Work,
  { last, left }: { readonly last: Turn | undefined; readonly left: number },
): Promise<void> {
  ports.count('Skipped', work.name, left);
  ports.log.warn('ran out of time: what is left comes first the next time', {
    work: work.name,
    left,
  });
  const at = ports.clock.now().toISOString();
  if (last) await ports.table.put(progressKey(work), { after: last.key, at });
}
