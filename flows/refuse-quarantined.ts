// A revision that must not be promoted is refused before anything of its release is written.

import { Failure } from '../core/failure.ts';
import { isBarring, type Quarantine } from '../core/quarantine.ts';
import { labelOf, type Revision, wordOf } from '../core/revision.ts';
import type { Ports } from './ports.ts';
import { quarantinesOf } from './quarantines.ts';

/**
 * Throws `Refused` where the revision's bytes or its commit are quarantined. Where only a test speaks against it, a
 * person may release it again.
 */
export async function refuseQuarantined(
  ports: Ports,
  pipeline: string,
  revision: Pick<Revision, 'digest' | 'commit' | 'build'>,
  liftsByTest = false,
): Promise<void> {
  const { digest, commit } = revision;
  const [ofBytes, ofCommit] = await quarantinesOf(ports, pipeline, revision);
  const mayGoOn = (item: Quarantine | undefined) =>
    !isBarring(item) || (liftsByTest && item.byTest);
  const barred = mayGoOn(ofBytes) ? ofCommit : ofBytes;
  if (!isBarring(barred) || mayGoOn(barred)) return;
  const what = `${labelOf(revision)}${barred === ofBytes ? ',' : ', whose commit is'}`;
  const by = barred.by ?? `release ${barred.release}`;
  throw new Failure(
    'Refused',
    `expected a revision that may be promoted, got ${what} quarantined since ${barred.since} by ${by}: ` +
      `${barred.reason}. Release a ${barred === ofBytes ? 'newer build' : 'build of a newer commit'}; ` +
      `a person lifts it by: tidegate lift ${pipeline} ${barred === ofBytes ? digest : commit} --reason "…"` +
      (barred.byTest
        ? `, or, as only a test speaks against it: tidegate start ${pipeline} ${wordOf(revision.build)} --retry --reason "…"`
        : ''),
  );
}
