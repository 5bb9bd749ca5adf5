// A wave whose targets shift, or whose tests run: harm is looked for from the first request that the revision serves.

import { chargesOfAlarms } from '../core/alarm-reading.ts';
import { drillIn, legOf } from '../core/drill.ts';
import type { Drift, Harm } from '../core/halt.ts';
import type { Charge } from '../core/judging/charge.ts';
import { keptCharges, keptTexts } from '../core/judging/kept-charges.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { type Suspect, suspectsText } from '../core/suspects.ts';
import { hasBegun, type Target } from '../core/target.ts';
import { countsBeside, hasDrifted, isDrift } from '../core/verdict.ts';
import { haltOf, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { driftIn, keepDrift } from './drift-in-shift.ts';
import { drillingIn } from './drill/end-leg.ts';
import { gatherAlarms } from './gather-alarms.ts';
import { itemsOf } from './gather-truth.ts';
import { chargesOf, judgeForTheRecord, judgeIfDue } from './judge-shift.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { gatherShiftTruth } from './shift-truth.ts';
import { entryOf } from './stages.ts';
import { stopWave } from './stop-wave.ts';
import { suspectsOfLook } from './suspects-of-look.ts';

/**
 * The sweep lets the judge look too, at distances that grow; an alarm that fires decides alone and at once, and so does
 * somebody else's change.
 */
export type LookedBy = 'alarm' | 'change' | 'sweep';

/** What a look finds that keeps the wave from its bake. */
interface Found {
  readonly harm?: Harm | undefined;
  readonly drift?: Drift | undefined;
}

/**
 * Looks at a wave between its gate and its bake: what its targets run, and then what is said against that. What is
 * proven is kept in the wave, once, and so is somebody else's hand; then what shifts is stopped, and all that waits is
 * answered: the wave ends, and is taken back where harm is proven. Doing it again stops what was started meanwhile.
 */
export async function lookAtShift(
  ports: Ports,
  { release, wave: index }: { readonly release: string; readonly wave: number },
  by: LookedBy,
): Promise<void> {
  const wave = await readWave(ports, release, index);
  if (wave.status !== 'open' || wave.sealedAt !== undefined) return;
  const found = wave.harm || wave.halted ? {} : await foundIn(ports, wave, by);
  const kept = await keepFound(ports, wave, found);
  if (kept.status === 'open' && haltOf(kept)) await stopWave(ports, kept);
  if (found.harm && by === 'alarm') await judgeForTheRecord(ports, wave);
}

async function foundIn(ports: Ports, wave: WaveOf<'open'>, by: LookedBy): Promise<Found> {
  const items = await itemsOf(ports, wave);
  // Before anything of it has begun to serve, no harm is its.
  if (![...items.values()].some((item) => hasBegun(item, wave.release))) return {};
  const lookedAt = ports.clock.now();
  const truth = await gatherShiftTruth(ports, wave, items);
  const moved = truth.found.filter(isDrift);
  const alarms = await gatherAlarms(ports, wave, lookedAt, { items });
  const counted = alarms.found.filter(
    (alarm) => !isMoved(wave, alarm.target) && countsBeside(moved, alarm),
  );
  const own = wave.plan.targets.filter(
    ({ name }) => !isMoved(wave, name) && !hasDrifted(moved, name),
  );
  const fired = chargesOfAlarms(counted);
  // Its legs are judged each by itself, as they end.
  const isJudged = fired.length === 0 && by === 'sweep' && drillTold(wave) === undefined;
  const judged = isJudged ? await judgeIfDue(ports, { wave, targets: own, items, lookedAt }) : [];
  const charges = isJudged ? chargesOf(wave, judged) : fired;
  const seen = { wave, items, lookedAt, alarms: { found: counted } };
  const suspects = await suspectsOfLook(ports, seen, judged, charges);
  const harm = harmOf({ charges, suspects }, { wave, items, lookedAt });
  return { harm, drift: driftIn(moved, lookedAt) };
}

interface Seen {
  readonly wave: WaveOf<'open'>;
  readonly items: ReadonlyMap<string, Target>;
  readonly lookedAt: Date;
}

/** In which leg of which drill it is; undefined where none is under way. */
function drillTold(wave: WaveOf<'open'>): string | undefined {
  const { name = '' } = drillIn(wave.plan) ?? {};
  const drill = drillingIn(wave, name)?.drill;
  return drill && `in leg ${legOf(drill)} of drill ${name}`;
}

/** What somebody else was found to have moved before: nothing that is said of it counts. */
function isMoved({ drift }: WaveOf<'open'>, name: string): boolean {
  return drift?.targets[name] !== undefined;
}

function harmOf(
  { charges, suspects }: { readonly charges: readonly Charge[]; readonly suspects: Suspect[] },
  { wave, items, lookedAt }: Seen,
): Harm | undefined {
  if (charges.length === 0) return undefined;
  const isShifting = [...items.values()].some(({ intent }) => intent?.status === 'open');
  const usual = isShifting ? 'while its traffic shifted' : 'before its bake had begun';
  const when = drillTold(wave) ?? usual;
  const others = suspectsText(suspects);
  const told = `${reasonOf(keptTexts(charges.map(({ text }) => text)))}, ${when}`;
  const reason = others ? `${told}; ${others}` : told;
  const named = suspects.length > 0 && { suspects };
  return { at: lookedAt.toISOString(), reason, ...keptCharges(charges), ...named };
}

/** Whoever finds it first decides; the wave may have begun its bake meanwhile, which then finds it. */
async function keepFound(ports: Ports, wave: WaveOf<'open'>, found: Found): Promise<Wave> {
  if (found.drift) await keepDrift(ports, wave, found.drift);
  const { release, plan } = wave;
  const { harm } = found;
  return changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'open' || item.harm !== undefined || harm === undefined) return undefined;
    const of = { pipeline: item.pipeline, id: release };
    const entry = entryOf(ports, of, 'HarmFound', waveName(plan), `harm found: ${harm.reason}`);
    return { item: { ...item, harm }, entries: [entry] };
  });
}
