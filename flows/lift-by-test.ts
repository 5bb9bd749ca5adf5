// A quarantine for which nothing but a test speaks is lifted by whoever releases the revision again.

import type { Permit } from '../core/admission/permit.ts';
import { isFailure } from '../core/failure.ts';
import type { Release } from '../core/release.ts';
import { carrierText } from './carrier.ts';
import type { Ports } from './ports.ts';
import { liftQuarantine, quarantinesOf } from './quarantines.ts';

type Lifting = Pick<Permit, 'by' | 'reason'>;

/** By the input of an execution, which names nobody: whoever may start one stands in the trail of the account. */
export function inputOf(release: Release): Lifting {
  return {
    by: `the retry ${release.id}${carrierText(release)}`,
    reason: 'no reason was given',
  };
}

/**
 * A person has released again what nothing but a test speaks against: that lifts its quarantine, and the holds
 * that came with it. Doing it again changes nothing.
 */
export async function liftQuarantineByTest(
  ports: Ports,
  release: Release,
  { by, reason: said }: Lifting,
): Promise<void> {
  const { pipeline, revision } = release;
  const bars = await quarantinesOf(ports, pipeline, revision);
  if (!bars.some((item) => item?.byTest)) return;
  const reason = `${said} (released again as ${release.id}; nothing but a test spoke against it)`;
  const wish = { pipeline, what: revision.digest, reason, by };
  try {
    await liftQuarantine(ports, wish);
  } catch (thrown) {
    // Nothing was left to lift.
    if (!isFailure(thrown, 'Refused')) throw thrown;
  }
}
