// Why releases wait: each reason, since when, who or what can clear it, and the command.

import { questionsOf } from '../gate/consent-reason.ts';
import type { FoundReason, GateReason } from '../gate/gate-reason.ts';
import { type PileUp, pileUpOf } from '../gate/pile-up.ts';
import { hasEnded, type Release } from '../release.ts';
import { labelOf } from '../revision.ts';
import { waitingFor } from '../stage.ts';
import type { Wave } from '../wave.ts';
import type { BoardItems } from './items.ts';
import { statusOfWave } from './wave-status.ts';

/** A release in front of a gate. */
export interface BlockedRelease {
  readonly release: string;
  readonly label: string;
  readonly stage: string;
  readonly wave: string;
  readonly reasons: readonly GateReason[];
  /** What has piled up in front of its stage, itself among them. */
  readonly pileUp?: PileUp;
  /** When the wave can start at the earliest, where all of its reasons tell. */
  readonly earliest?: string;
}

/** A stage that lets nobody in, whether or not somebody waits. */
export interface ShutStage {
  readonly stage: string;
  readonly since: string;
  readonly what: string;
  readonly command: string;
}

export interface BlockedView {
  readonly blocked: readonly BlockedRelease[];
  readonly shut: readonly ShutStage[];
}

export function blockedView(items: BoardItems): BlockedView {
  const open = items.releases.filter((release) => !hasEnded(release));
  return {
    blocked: open.flatMap((release) => blockedOf(release, items)),
    shut: [...frozenOf(items), ...stoppedOf(items)],
  };
}

function frozenOf({ stages, definition: { pipeline } }: BoardItems): ShutStage[] {
  return stages.flatMap(({ name, frozen }) => {
    if (frozen === undefined) return [];
    const what = `it is frozen: ${frozen.reason}`;
    return [{ stage: name, since: frozen.since, what, command: unfreeze(pipeline, name) }];
  });
}

function stoppedOf({ holds = {} }: BoardItems): ShutStage[] {
  return Object.entries(holds).flatMap(([stage, reasons]) =>
    reasons.map(({ what, since = '', command = '' }) => ({ stage, since, what, command })),
  );
}

function blockedOf(release: Release, items: BoardItems): BlockedRelease[] {
  const [asking] = items.waves
    .filter((it) => it.release === release.id)
    .map((it) => ({ plan: it.plan, reasons: questionsOf(it, items.targets) }))
    .filter(({ reasons }) => reasons.length > 0);
  if (asking) {
    const { stage, wave } = asking.plan;
    const label = labelOf(release.revision);
    return [{ release: release.id, label, stage, wave, reasons: asking.reasons }];
  }
  const wave = items.waves.find(
    (it) => it.release === release.id && statusOfWave(it, { ...items, release }) === 'waiting',
  );
  if (wave === undefined) return [];
  const { stage, wave: name } = wave.plan;
  const reasons = reasonsOf(wave, items).map((reason) => withCommand(reason, release, stage));
  const earliest = earliestOf(reasons);
  const item = items.stages.find((each) => each.name === stage);
  const waits = item && waitingFor(item).some((each) => each.release === release.id);
  const pileUp = waits ? pileUpOf(item) : undefined;
  return [
    {
      release: release.id,
      label: labelOf(release.revision),
      stage,
      wave: name,
      reasons,
      ...(pileUp && { pileUp }),
      ...(earliest !== undefined && { earliest }),
    },
  ];
}

/** What was found at the last look, and what people have stopped since. */
function reasonsOf(wave: Wave, items: BoardItems): readonly GateReason[] {
  const found = foundReasons(wave, items);
  const { stage } = wave.plan;
  const stops = Object.hasOwn(items.holds ?? {}, stage) ? (items.holds?.[stage] ?? []) : [];
  const isTold = ({ kind, subject }: FoundReason) =>
    found.some((each) => each.kind === kind && each.subject === subject);
  const since = stops.filter((stop) => !isTold(stop));
  return [...found, ...since.map((stop) => ({ ...stop, since: stop.since ?? '' }))];
}

/** One that has just come to the gate was not looked at yet. */
function foundReasons(wave: Wave, { stages }: BoardItems): readonly GateReason[] {
  const kept = wave.status === 'waiting' ? (wave.blockedBy ?? []) : [];
  if (kept.length > 0) return kept;
  const stage = stages.find(({ name }) => name === wave.plan.stage);
  const own = stage && waitingFor(stage).find((each) => each.release === wave.release);
  const since = own?.since ?? '';
  const what = 'nobody has looked at its gate yet';
  const clears = 'the next look, within five minutes';
  return [{ kind: 'lease', subject: wave.plan.stage, what, since, clears }];
}

/** What a person can do about it, where the look that found it did not say. */
function withCommand(reason: GateReason, { pipeline }: Release, stage: string): GateReason {
  if (reason.command !== undefined) return reason;
  const command = commandFor(reason, pipeline, stage);
  return command === undefined ? reason : { ...reason, command };
}

function commandFor({ kind }: GateReason, pipeline: string, stage: string): string | undefined {
  if (kind === 'frozen') return unfreeze(pipeline, stage);
  if (kind === 'targets') return `tidegate drift ${pipeline}`;
  if (kind === 'lease' || kind === 'queue') return `tidegate status ${pipeline} --watch`;
  return undefined;
}

function unfreeze(pipeline: string, stage: string): string {
  return `tidegate unfreeze ${pipeline} ${stage} --reason "…"`;
}

/** When the last of them clears by itself, where each of them tells. */
function earliestOf(reasons: readonly GateReason[]): string | undefined {
  const times = reasons.map(({ earliest, until }) => earliest ?? until);
  return times.includes(undefined) ? undefined : times.toSorted().at(-1);
}
