// A quarantine for which nothing but a test speaks is lifted by whoever releases the revision again.

import { isFailure } from '../core/failure.ts';
import type { Release } from '../core/release.ts';
import type { Ports } from './ports.ts';
import { liftQuarantine, quarantinesOf } from './quarantines.ts';

/**
 * A person has released again what nothing but a test speaks against: that lifts its quarantine, and the holds that
 * came with it. Doing it again changes nothing.
 */
export async function liftQuarantineByTest(
  ports: Ports,
  { id, pipeline, revision }: Release,
): Promise<void> {
  const bars = await quarantinesOf(ports, pipeline, revision);
  if (!bars.some((item) => item?.byTest)) return;
  const reason = 'released again by a person; nothing but a test spoke against it';
  const wish = { pipeline, what: revision.digest, reason, by: `the retry ${id}` };
  try {
    await liftQuarantine(ports, wish);
  } catch (thrown) {
    // Nothing was left to lift.
    if (!isFailure(thrown, 'Refused')) throw thrown;
  }
}
