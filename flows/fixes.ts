// Marks of fixes: what a release passes at its gates, and is watched by as it bakes.

import { type Fix, fixText, inForce, inLane, isToMend } from '../core/fix.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import { ranges } from '../core/keys.ts';
import { peopleKeys } from '../core/people-keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { WaveOf } from '../core/wave.ts';
import { alarmId } from './alarm-states.ts';
import { readVersion } from './definitions.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';

type Of = Pick<Release, 'pipeline' | 'id'>;

export async function fixOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, id }: Of,
): Promise<Fix | undefined> {
  return table.get(peopleKeys.fix(pipeline, id));
}

/** As far as it lets gates open. */
export async function fixInForce(ports: Ports, release: Of): Promise<Fix | undefined> {
  return inForce(await fixOf(ports, release), ports.clock.now());
}

/** An incident's alarm is passed as any other that it is to mend. */
export async function withoutMended(
  ports: Ports,
  release: Of,
  reasons: readonly FoundReason[],
): Promise<readonly FoundReason[]> {
  if (!reasons.some(({ kind }) => kind === 'incident')) return reasons;
  const { alarms = [] } = (await fixInForce(ports, release)) ?? {};
  const passed = new Set(alarms.map(alarmId));
  return reasons.filter(({ kind, subject }) => kind !== 'incident' || !passed.has(subject));
}

interface Firing {
  readonly at: Parameters<typeof isToMend>[1];
  readonly alarm: string;
  readonly target: string;
}

/** What of the alarms that fire keeps a gate shut, and what is said of those that it passes. */
export function besidesFix<Each extends Firing>(
  fix: Fix | undefined,
  firing: readonly Each[],
): { readonly left: readonly Each[]; readonly notes: readonly string[] } {
  const passed = fix === undefined ? [] : firing.filter(({ at }) => isToMend(fix, at));
  const names = passed.map(({ alarm, target }) => `${alarm} of ${target}`);
  return {
    left: firing.filter((each) => !passed.includes(each)),
    notes:
      fix && passed.length > 0
        ? [`although in ALARM: ${names.join(', ')}; it is ${fixText(fix)}`]
        : [],
  };
}

/** The plan of a release that is claimed, as its pipeline's fix lane has it where it is marked. */
export async function lanedPlan(
  ports: Ports,
  release: Of,
  lane: Parameters<typeof inLane>[1],
  plan: readonly PlannedWave[],
): Promise<readonly PlannedWave[]> {
  if (lane === undefined || (await fixInForce(ports, release)) === undefined) return plan;
  return plan.map((wave) => inLane(wave, lane));
}

/** What of a release that is on its way has not started yet goes by the lane from now on. */
export async function laneWaves(
  ports: Ports,
  release: Pick<Release, 'pipeline' | 'id' | 'definitionVersion'>,
): Promise<void> {
  const definition = await readVersion(ports, release.pipeline, release.definitionVersion);
  const lane = definition?.pipeline.fixLane;
  if (lane === undefined) return;
  for (const { plan } of await ports.table.list(ranges.waves(release.id)))
    await changeWave(ports, release.id, plan.index, (item) => {
      if (item.status !== 'waiting') return undefined;
      const laned: WaveOf<'waiting'> = { ...item, plan: inLane(item.plan, lane) };
      return JSON.stringify(laned) === JSON.stringify(item) ? undefined : { item: laned };
    });
}
