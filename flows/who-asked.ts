// Who asked for releases, as the ledger tells it.

import { ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** One page of the ledger at most: who asked long ago is in the release's own ledger. */
const READ = 2_000;

/** By the release's id, whoever asked for it last; absent where it began by itself. */
export async function whoAsked(
  { table }: Pick<Ports, 'table'>,
  releases: readonly { readonly id: string; readonly pipeline: string }[],
): Promise<ReadonlyMap<string, string>> {
  const pipelines = [...new Set(releases.map(({ pipeline }) => pipeline))];
  const ledgers = await sideBySide(pipelines, (name) => table.latest(ranges.ledger(name), READ));
  const asked = ledgers
    .flat()
    .filter(({ event }) => event === 'StartAsked')
    .sort((a, b) => a.at.localeCompare(b.at))
    .flatMap((entry) => {
      const by = entry.person?.by ?? byInText(entry);
      return by === undefined ? [] : [[entry.release, by] as const];
    });
  return new Map(asked);
}

/** Entries of before their person was kept had it in their sentence alone. */
function byInText({ text }: LedgerEntry): string | undefined {
  return /^start of .+? asked for by (\S+?)(?:, again)?[:;,]? /.exec(text)?.[1];
}
