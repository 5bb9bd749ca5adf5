// A release that somebody has ended: what its alarms prove by then is not lost with it.

import { chargesOfAlarms } from '../core/alarm-reading.ts';
import { provenOf } from '../core/harm.ts';
import type { Charge } from '../core/judging/charge.ts';
import { keptCharges, keptTexts } from '../core/judging/kept-charges.ts';
import { keys, ranges } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Release } from '../core/release.ts';
import { orderOf } from '../core/revision.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import { held } from '../core/stage.ts';
import { hasBegun } from '../core/target.ts';
import { countsBeside, isDrift } from '../core/verdict.ts';
import { driftOf, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { barRevision } from './bar-revision.ts';
import { gatherAlarms } from './gather-alarms.ts';
import { gatherTruth, itemsOf } from './gather-truth.ts';
import { eachInTurn, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { gatherShiftTruth } from './shift-truth.ts';
import { entryOf } from './stages.ts';

/**
 * Looks at the alarms of the waves that were under way, once more, for nobody does after this: one that has fired while
 * its event was lost, or late, is proof all the same. What cannot be read proves nothing.
 */
export async function noteHarmAtEnd(ports: Ports, release: Release): Promise<void> {
  if (release.rollback) return;
  const waves = await readableItems(ports, ranges.waves(release.id));
  const underWay = waves.filter(isUnderWay);
  await eachInTurn(ports, underWay, async (wave) => {
    const lookedAt = ports.clock.now();
    const charges = await chargesOn(ports, wave, lookedAt);
    if (charges.length > 0) await keepHarm(ports, release, wave, charges);
  });
}

type UnderWay = WaveOf<'open'> | WaveOf<'baking'>;

function isUnderWay(wave: Wave): wave is UnderWay {
  return (wave.status === 'open' && wave.harm === undefined) || wave.status === 'baking';
}

/** Of a target that somebody else has moved, only what was so before that. */
async function chargesOn(ports: Ports, wave: UnderWay, lookedAt: Date): Promise<readonly Charge[]> {
  const items = await itemsOf(ports, wave);
  if (![...items.values()].some((item) => hasBegun(item, wave.release))) return [];
  const truth =
    wave.status === 'open'
      ? await gatherShiftTruth(ports, wave, items)
      : await gatherTruth(ports, wave, items, 'quick');
  const bakeStartedAt = wave.status === 'baking' ? wave.bake.startedAt : undefined;
  const alarms = await gatherAlarms(ports, wave, lookedAt, { items, bakeStartedAt });
  const moved = truth.found.filter(isDrift);
  const known = driftOf(wave)?.targets ?? {};
  return chargesOfAlarms(
    alarms.found.filter((alarm) => !(alarm.target in known) && countsBeside(moved, alarm)),
  );
}

/**
 * Written past the seal: until the release has ended, its waves are under way. Barred at once: to seal what it has had
 * may take as long as a region is away.
 */
async function keepHarm(
  ports: Ports,
  { pipeline, id: release, revision }: Release,
  { plan }: UnderWay,
  charges: readonly Charge[],
): Promise<void> {
  const after = await ports.table.change(keys.wave(release, plan.index), (wave) => {
    if (wave === undefined || !isUnderWay(wave)) return undefined;
    const reasons = keptTexts(charges.map(({ text }) => text));
    const kept = keptCharges(charges);
    const reason = `${reasonOf(reasons)}, as its release was ended`;
    const of = { pipeline, id: release };
    const entry = entryOf(ports, of, 'HarmFound', waveName(plan), `harm found: ${reason}`);
    if (wave.status === 'open')
      return { item: { ...wave, harm: { at: entry.at, reason, ...kept } }, entries: [entry] };
    if (wave.bake.lastLook?.verdict === 'fail') return undefined;
    const lastLook = { verdict: 'fail' as const, reasons, ...kept };
    return { item: { ...wave, bake: { ...wave.bake, lastLook } }, entries: [entry] };
  });
  const proven = after && provenOf(after);
  if (proven)
    await barRevision(ports, { pipeline, id: release }, revision, { reason: proven.reason });
  ports.log.info('harm found as a release ended', { release });
}

/**
 * Quarantines what was proven, and holds the stage while the release is still in it; doing it again changes
 * nothing.
 */
export async function barAtEnd(
  ports: Ports,
  release: Release,
  { stage, reason, byTest }: NonNullable<Settlement['harm']>,
): Promise<void> {
  const { pipeline, id, revision } = release;
  await barRevision(ports, release, revision, { reason, ...(byTest && { byTest }) });
  await ports.table.change(keys.stage(pipeline, stage), (item) => {
    if (item?.lease?.release !== id || item.hold?.release === id) return undefined;
    const since = ports.clock.now().toISOString();
    return { item: held(item, { release: id, order: orderOf(revision), since, reason }) };
  });
}
