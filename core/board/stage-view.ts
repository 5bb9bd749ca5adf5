// A stage on the board: its waves, who may change it, who waits, and what keeps its gate shut.

import { type PileUp, pileUpOf } from '../gate/pile-up.ts';
import type { PlannedWave } from '../planned-wave.ts';
import { labelOf } from '../revision.ts';
import type { Lease, Stage } from '../stage.ts';
import type { BoardItems } from './items.ts';
import { type WaveView, waveViewOf } from './wave-view.ts';

export interface StageView {
  readonly name: string;
  readonly waves: readonly WaveView[];
  readonly holder?: {
    readonly label: string;
    readonly since: string;
    readonly intent: Lease['intent'];
  };
  /** Whose turn is next. */
  readonly waiting?: { readonly label: string; readonly since: string };
  /** Who waits behind it, in their order. */
  readonly queue?: readonly { readonly label: string; readonly since: string }[];
  readonly pileUp?: PileUp;
  /** Only a newer revision may enter. */
  readonly hold?: { readonly label: string; readonly since: string; readonly reason: string };
  /** What people have stopped: no wave of it starts. */
  readonly stops?: readonly { readonly what: string; readonly command?: string }[];
  readonly frozen?: { readonly since: string; readonly reason: string };
}

export function stageViewOf(
  name: string,
  plan: readonly PlannedWave[],
  items: BoardItems,
  now: number,
): StageView {
  const stage: Stage | undefined = items.stages.find((each) => each.name === name);
  const label = (release: string) => labelOfRelease(items, release);
  const { lease, waiting, queue = [], hold, frozen } = stage ?? {};
  const pileUp = stage && pileUpOf(stage);
  const stops = Object.hasOwn(items.holds ?? {}, name) ? (items.holds?.[name] ?? []) : [];
  return {
    name,
    waves: plan.map((wave) => waveViewOf(wave, items, now)),
    ...(lease && {
      holder: { label: label(lease.release), since: lease.since, intent: lease.intent },
    }),
    ...(waiting && { waiting: { label: label(waiting.release), since: waiting.since } }),
    ...(queue.length > 0 && {
      queue: queue.map(({ release, since }) => ({ label: label(release), since })),
    }),
    ...(pileUp && { pileUp }),
    ...(hold && { hold: { label: label(hold.release), since: hold.since, reason: hold.reason } }),
    ...(stops.length > 0 && {
      stops: stops.map(({ what, command }) => ({ what, ...(command && { command }) })),
    }),
    ...(frozen && { frozen: { since: frozen.since, reason: frozen.reason } }),
  };
}

/** How people see a release's revision; its id where the release was not loaded. */
function labelOfRelease({ releases }: BoardItems, id: string): string {
  const release = releases.find((each) => each.id === id);
  return release ? labelOf(release.revision) : id;
}
