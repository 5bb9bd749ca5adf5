// Waits until what is built has changed, and stands still: a build that is half-way is no build.

import { realClock } from '../../aws/clock.ts';
import { isFailure } from '../../core/failure.ts';
import type { StopSignal } from '../stop-signal.ts';
import { type Built, readBuilt } from './artifact.ts';
import { digestOfAll } from './release.ts';

const LOOK_SECONDS = 1;

/** The same at two looks in a row, and other than before; undefined where whoever waits has left. */
export async function changedSince(
  before: readonly Built[],
  signal: StopSignal,
): Promise<readonly Built[] | undefined> {
  const old = digestOfAll(before);
  let last = old;
  while (!signal.stopped()) {
    const now = readOrNot(before);
    const digest = now && digestOfAll(now);
    if (now && digest === last && digest !== old) return now;
    last = digest ?? '';
    await Promise.race([realClock.sleep(LOOK_SECONDS), signal.whenStopped]);
  }
  return undefined;
}

/** While a build writes, what is there may be nothing that can be read. */
function readOrNot(before: readonly Built[]): readonly Built[] | undefined {
  try {
    return before.map(readBuilt);
  } catch (thrown) {
    const { code } = thrown as { readonly code?: string };
    if (isFailure(thrown, 'Refused') || code === 'ENOENT') return undefined;
    throw thrown;
  }
}
