// Quarantines a revision for a release: one that has proven its harm, or that takes it back by hand.

import { keys } from '../core/keys.ts';
import { isBarredAlready, type Quarantine } from '../core/quarantine.ts';
import type { Release } from '../core/release.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

/** The bytes, and the commit: what is built of it again would do the same harm. */
export async function barRevision(
  ports: Ports,
  release: Pick<Release, 'pipeline' | 'id'>,
  revision: Revision,
  why: Pick<Quarantine, 'reason' | 'byTest' | 'by'>,
): Promise<void> {
  const { pipeline, id } = release;
  if (revision.commit !== '') {
    const key = keys.quarantinedCommit(pipeline, revision.commit);
    const since = ports.clock.now().toISOString();
    await ports.table.change(key, (item) =>
      isBarredAlready(item, id, why) ? undefined : { item: { release: id, since, ...why } },
    );
  }
  await ports.table.change(keys.quarantine(pipeline, revision.digest), (item) => {
    if (isBarredAlready(item, id, why)) return undefined;
    const by = why.by === undefined ? '' : ` by ${why.by}`;
    const text = `revision ${labelOf(revision)} quarantined${by}: ${why.reason}`;
    const entry = entryOf(ports, release, 'RevisionQuarantined', '', text);
    return { item: { release: id, since: entry.at, ...why }, entries: [entry] };
  });
}
