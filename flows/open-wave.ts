// Opens the gate of a wave, by one conditional write: from then on it deploys.

import { hoursAllow } from '../core/gate/hours-reason.ts';
import { type Skip, skipsHours } from '../core/gate/skip.ts';
import type { ReadCalendar } from '../core/hours/slots.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { measureDeployment } from './measure-deployment.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';

interface Opening {
  readonly fence: number;
  readonly calendars: readonly ReadCalendar[];
  /** Who has ended the waiting for its hours. */
  readonly skips: readonly Skip[];
  /** What whoever lets it start should know. */
  readonly notes: readonly string[];
}

/** A thing that opens the gate for others says for how many. */
function withoutTargets({ index, sliced, tests }: PlannedWave): string {
  if (sliced?.first !== index || tests.length > 0) return 'tests alone';
  return `its gate is open, for ${sliced.last - sliced.first} slices at once`;
}

function namesOf(targets: readonly TargetDefinition[]): string {
  return targets.map(({ name }) => name).join(', ');
}

/** Minutes may have passed since the hours were looked at. */
export async function openWave(
  ports: Ports,
  release: Release,
  wave: Wave,
  { fence, calendars, skips, notes }: Opening,
): Promise<Wave> {
  const { index, targets } = wave.plan;
  let written: LedgerEntry | undefined;
  const opened = await changeWave(ports, release.id, index, (item) => {
    written = undefined;
    if (item.status !== 'waiting' || item.halted) return undefined;
    // It is as it was looked at: no region is skipped half-way, nor by another hand.
    if (item.skipping || item.plan.targets.length !== targets.length) return undefined;
    const now = ports.clock.now();
    const isSkipped = skipsHours(skips, now.toISOString());
    if (!isSkipped && !hoursAllow(item.plan, calendars, now.getTime())) return undefined;
    const what = targets.length === 0 ? withoutTargets(item.plan) : namesOf(targets);
    const entry = entryOf(
      ports,
      release,
      'WaveStarted',
      waveName(wave.plan),
      [`wave started: ${what}`, ...notes].join('; '),
    );
    const {
      blockedSince: _,
      blockedBy: __,
      shut: ___,
      away: ____,
      underived: _____,
      ...rest
    } = item;
    const times = { openedAt: entry.at, fence, tests: {} };
    written = entry;
    return { item: { ...rest, ...times, status: 'open' }, entries: [entry] };
  });
  measureDeployment(ports, 'WavesStarted', wave.plan.stage, written);
  return opened;
}
