// Loads what the board shows. Bounded: the newest of the ledger, and the releases that it and the present name.

import type { BoardItems, Quarantined } from '../core/board/items.ts';
import { LEDGER_SHOWN } from '../core/board/view.ts';
import { keys, wavesPartition } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Release } from '../core/release.ts';
import type { Stage } from '../core/stage.ts';
import type { Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { readDefinition } from './definitions.ts';
import type { Ports } from './ports.ts';

/** Enough for the entries shown and, at some sixty entries a release, for the releases before them. */
const LEDGER_READ = 300;
const RELEASES_READ = 24;

/** Throws `Refused` where no pipeline of that name has been applied. */
export async function readBoard({ table, ...ports }: Ports, name: string): Promise<BoardItems> {
  const { pk } = keys.definition(name);
  const [definition, stages, targets, ledger, quarantined] = await Promise.all([
    readDefinition({ table, ...ports }, name),
    table.list<Stage>(pk, 'stage#'),
    table.list<Target>(pk, 'target#'),
    table.latest<LedgerEntry>(`ledger#${name}`, LEDGER_READ),
    table.list<Quarantined>(pk, 'quarantine#'),
  ]);
  const ids = releasesNamed(stages, targets, ledger).slice(0, RELEASES_READ);
  const releases = await Promise.all(ids.map((id) => table.get<Release>(keys.release(name, id))));
  const waves = await Promise.all(ids.map((id) => table.list<Wave>(wavesPartition(id))));
  return {
    definition: definition.pipeline,
    stages,
    targets,
    releases: releases.filter((release) => release !== undefined),
    waves: waves.flat(),
    ledger: ledger.slice(0, LEDGER_SHOWN),
    quarantined,
  };
}

/** Those that matter now come first: who holds a stage, who waits, what moves, what lately happened, what runs. */
function releasesNamed(
  stages: readonly Stage[],
  targets: readonly Target[],
  ledger: readonly LedgerEntry[],
): string[] {
  const named = [
    ...stages.flatMap(({ lease, waiting }) => [lease?.release, waiting?.release]),
    ...ledger.map(({ release }) => release),
    ...stages.map(({ hold }) => hold?.release),
    ...targets.flatMap(({ running, intent }) => [intent?.release, running?.release]),
  ];
  return [...new Set(named.filter((id) => id !== undefined))];
}
