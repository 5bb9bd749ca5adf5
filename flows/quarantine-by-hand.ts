// A named person bars a revision: nothing of it starts any more.

import { isBarring, type Quarantine } from '../core/quarantine.ts';
import { meantBy } from './meant-revision.ts';
import type { Ports } from './ports.ts';
import { barsOf, type Quarantined, type QuarantineWish, toldOf } from './quarantines.ts';
import { entryOf } from './stages.ts';

/** Bars the bytes and the commit, but for what another person has let through since a time. */
export async function quarantineByHand(
  ports: Ports,
  wish: QuarantineWish,
  stoodAt: string,
): Promise<Quarantined> {
  const { pipeline, by, reason } = wish;
  const meant = await meantBy(ports, wish);
  const { label, release } = meant;
  const changed: string[] = [];
  for (const [what, key] of barsOf(pipeline, meant)) {
    await ports.table.change(key, (item) => {
      if (isBarring(item) || wasLiftedAfter(item, stoodAt)) return undefined;
      // The bytes and the commit are one deed, and one line.
      const isTold = changed.some((each) => each !== what);
      changed.push(what);
      const id = release?.id ?? '';
      const text = `revision ${label} (${what}) quarantined by ${by}: ${reason}`;
      const entry = {
        ...entryOf(ports, { pipeline, id }, 'RevisionQuarantined', what, text),
        ...toldOf(wish),
      };
      const barred: Quarantine = { release: id, since: entry.at, reason, by };
      return { item: barred, ...(!isTold && { entries: [entry] }) };
    });
  }
  return { pipeline, label, changed: [...new Set(changed)] };
}

function wasLiftedAfter(item: Quarantine | undefined, at: string): boolean {
  return item?.lifted !== undefined && item.lifted.at > at;
}
