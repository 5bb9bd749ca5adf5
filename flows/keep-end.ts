// Writes down how a release ended, and counts it.

import { keys } from '../core/keys.ts';
import { hasEnded, type Release, type ReleaseEnd, releaseEndOf } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

export async function keepEnd(
  ports: Ports,
  { pipeline, id, revision }: Release,
  { outcome, reason, safe }: Settlement,
): Promise<ReleaseEnd> {
  /** When the ends were that this call wrote, or may have: a write whose answer is lost is made again. */
  const own = new Set<string>();
  const at = ports.clock.now().toISOString();
  const ended = await ports.table.change(keys.release(pipeline, id), (item) => {
    if (item === undefined || hasEnded(item)) return undefined;
    const text = `${outcome}: ${labelOf(revision)}${reason ? `, ${reason}` : ''}`;
    const entry = entryOf(ports, { pipeline, id }, 'ReleaseEnded', '', text);
    const end = { at: entry.at, outcome, reason, ...(safe && { safe }) };
    own.add(end.at);
    const over: Release = { ...item, status: 'ended', end };
    return { item: over, entries: [entry] };
  });
  const end = ended && releaseEndOf(ended);
  // A person is woken by this count: whoever wrote the end counts it, and nobody again.
  if (end !== undefined && own.has(end.at)) ports.count('ReleasesEnded', outcome);
  return end ?? { at, outcome, reason };
}
