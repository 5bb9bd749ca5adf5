// Judges a leg of a drill whose time is over, as a bake is judged: by alarms, data points, the judge, and what runs.

import { type DrillRun, legSecondsOf, type PlannedDrill } from '../../core/drill.ts';
import { shortText } from '../../core/judging/kept-charges.ts';
import { judgeReadings, type Look, verdictOn } from '../../core/judging/look.ts';
import { reasonOf } from '../../core/plain-reason.ts';
import { judgeByDefault } from '../../core/plan.ts';
import type { PlannedBake } from '../../core/planned-wave.ts';
import { isDrift } from '../../core/verdict.ts';
import { type BakedWave, haltOf, type Wave, type WaveOf } from '../../core/wave.ts';
import { driftIn, keepDrift } from '../drift-in-shift.ts';
import { gatherAlarms } from '../gather-alarms.ts';
import { gatherData, gatherReadings } from '../gather-look.ts';
import { itemsOf, truthOf } from '../gather-truth.ts';
import type { Ports } from '../ports.ts';
import { endLeg } from './end-leg.ts';

/** A leg of which nothing is known is watched as long again; then it has said nothing. */
const PATIENCE = 2;
const EARLY_SECONDS = 5;

/** Keeps what it finds. What somebody else has moved ends the wave, whatever was measured. */
export async function lookAtLeg(
  ports: Ports,
  wave: Wave,
  planned: PlannedDrill,
  drill: DrillRun,
): Promise<void> {
  if (wave.status !== 'open' || haltOf(wave) || drill.since === undefined) return;
  const look = await gathered(ports, asBake(wave, planned, drill.since));
  const drift = driftIn(look.truth.found.filter(isDrift), look.lookedAt);
  if (drift) {
    await keepDrift(ports, wave, drift);
    return;
  }
  const judged = judgeReadings(look.wave, look.lookedAt, look.readings.found);
  const { verdict, reasons } = verdictOn(look, judged);
  const watchedSeconds = (look.lookedAt.getTime() - Date.parse(drill.since)) / 1000;
  const isPatient = watchedSeconds + EARLY_SECONDS < PATIENCE * legSecondsOf(planned);
  if (verdict === 'undecided' || (verdict === 'inconclusive' && isPatient)) return;
  await endLeg(ports, wave, planned.name, { drill, verdict, reason: shortText(reasonOf(reasons)) });
}

/** A leg is a bake of its own: it is held against the time before its wave, whichever revision it is of. */
function asBake(wave: WaveOf<'open'>, planned: PlannedDrill, since: string): BakedWave {
  const seconds = legSecondsOf(planned);
  const { judge = judgeByDefault, seconds: whole = seconds } = wave.plan.bake ?? {};
  const bake: PlannedBake = { seconds, extensionSeconds: 0, judge };
  const targets = wave.plan.targets.map((target) => {
    const { dataPoints } = target;
    if (dataPoints === undefined) return target;
    const atLeast = Math.max(1, Math.floor((dataPoints.atLeast * seconds) / whole));
    return {
      ...target,
      dataPoints: { ...dataPoints, atLeast: Math.min(atLeast, dataPoints.atLeast) },
    };
  });
  return {
    ...wave,
    status: 'baking',
    plan: { ...wave.plan, targets, bake },
    deployedAt: since,
    bake: { startedAt: since },
  };
}

async function gathered(ports: Ports, wave: BakedWave): Promise<Look> {
  const lookedAt = ports.clock.now();
  const items = await itemsOf(ports, wave);
  const said = wave.plan.targets.flatMap((target) => {
    const { running, intent } = items.get(target.name) ?? {};
    return running ? [{ target, installed: running, since: intent?.startedAt ?? running.at }] : [];
  });
  const unknown = wave.plan.targets.filter(({ name }) => !items.get(name)?.running);
  const nothing = { found: [], unread: [] };
  const truth = await truthOf(ports, said, unknown);
  const bakeStartedAt = wave.bake.startedAt;
  const alarms = await gatherAlarms(ports, wave, lookedAt, { items, bakeStartedAt });
  // What its targets have run in between is no time before, so nothing of them is told here.
  const readings = await gatherReadings(ports, { wave, lookedAt, items: new Map() });
  const data = await gatherData(ports, wave, lookedAt);
  const found = { truth, alarms, readings, data, load: nothing };
  return { wave, lookedAt, lastLook: true, items, ...found };
}
