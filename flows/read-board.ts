// Loads what the board shows. Bounded: the newest of the ledger, and the releases that it and the present name.

import type { BoardItems } from '../core/board/items.ts';
import { LEDGER_SHOWN } from '../core/board/view.ts';
import { freezeReasons } from '../core/gate/freeze-reasons.ts';
import { keys, ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { muteRanges } from '../core/mute-keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { isBarring } from '../core/quarantine.ts';
import { type Stage, waitingFor } from '../core/stage.ts';
import { bakedOn, type Target } from '../core/target.ts';
import { refuseUnknown } from './definitions.ts';
import { holdsByStage } from './holds.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import { readPolicy } from './policy.ts';
import type { Ports } from './ports.ts';
import { quietsOf } from './quiets.ts';
import { floorOf } from './rollback-floor.ts';
import { loadDefinition } from './stored-definition.ts';

/** How much is read of what was. */
export interface Depth {
  readonly ledger: number;
  readonly releases: number;
}

/** Enough for the entries shown and, at some sixty entries a release, for the releases before them. */
const WHOLE: Depth = { ledger: 300, releases: 24 };

/**
 * Throws `Refused` where no pipeline of that name has been applied. What cannot be read is not shown. One that is being
 * removed has releases that run, and is shown; one that was renamed is shown as what it is called now.
 */
export async function readBoard(
  ports: Ports,
  name: string,
  depth: Depth = WHOLE,
): Promise<BoardItems> {
  const { table } = ports;
  const stored = await refuseUnknown(ports, name);
  const { to, ended } = stored.leaving ?? {};
  if (to !== undefined && ended !== undefined) return readBoard(ports, to, depth);
  const [definition, stages, targets, ledger, quarantined, quiets, mutes, read] = await Promise.all(
    [
      loadDefinition(ports, name, stored),
      readableItems(ports, ranges.stages(name)),
      readableItems(ports, ranges.targets(name)),
      table.latest(ranges.ledger(name), depth.ledger),
      readableItems(ports, ranges.quarantines(name)),
      quietsOf(ports, name),
      readableItems(ports, muteRanges.mutes()),
      orLogged(ports, { read: name }, () => table.get(keys.targetsRead(name))),
    ],
  );
  const ids = releasesNamed(stages, targets, ledger).slice(0, depth.releases);
  const releases = await Promise.all(
    ids.map((id) => orLogged(ports, { release: id }, () => table.get(keys.release(name, id)))),
  );
  const waves = await Promise.all(ids.map((id) => readableItems(ports, ranges.waves(id))));
  return {
    definition,
    ...(stored.leaving && { leaving: stored.leaving }),
    ...(read && { read }),
    stages,
    targets,
    releases: releases.filter((release) => release !== undefined),
    waves: waves.flat(),
    ledger: ledger.slice(0, LEDGER_SHOWN),
    quarantined: quarantined.filter(isBarring),
    ...(quiets.length > 0 && { quiets }),
    mutes: mutes.filter((mute) => mute.pipeline === name),
    belowFloor: await belowFloor(ports, definition, targets),
    holds: await stopsByStage(ports, definition),
  };
}

async function belowFloor(
  ports: Ports,
  { pipeline, rollbackFloor }: PipelineDefinition,
  targets: readonly Target[],
): Promise<string[]> {
  if (rollbackFloor === undefined) return [];
  const floor = await floorOf(ports, pipeline);
  const revisions = targets.flatMap(bakedOn).map(({ revision }) => revision);
  return revisions.filter((each) => floor(each) !== undefined).map(({ digest }) => digest);
}

/** What people hold, and what the policy freezes now. */
async function stopsByStage(
  ports: Ports,
  { pipeline, owner, stages }: PipelineDefinition,
): Promise<NonNullable<BoardItems['holds']>> {
  const names = stages.map(({ name }) => name);
  const held = await holdsByStage(ports, pipeline, names);
  const { freezes = [] } = (await readPolicy(ports)).policy;
  const now = ports.clock.now().getTime();
  const all = names.map((stage) => {
    const frozen = freezeReasons(freezes, { pipeline, stage, owner }, now);
    const own = Object.hasOwn(held, stage) ? (held[stage] ?? []) : [];
    return [stage, [...own, ...frozen]] as const;
  });
  return Object.fromEntries(all.filter(([, reasons]) => reasons.length > 0));
}

/** Those that matter now come first: who holds a stage, who waits, what moves, what lately happened, what runs. */
function releasesNamed(
  stages: readonly Stage[],
  targets: readonly Target[],
  ledger: readonly LedgerEntry[],
): string[] {
  const named = [
    ...stages.flatMap((stage) => [
      stage.lease?.release,
      ...waitingFor(stage).map((each) => each.release),
    ]),
    ...ledger.map(({ release }) => release),
    ...stages.map(({ hold }) => hold?.release),
    ...targets.flatMap(({ running, intent }) => [intent?.release, running?.release]),
  ];
  return [...new Set(named.filter((id) => id !== undefined))];
}
