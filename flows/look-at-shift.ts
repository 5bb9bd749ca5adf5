// A wave whose targets shift, or whose tests run: harm is looked for from the first request that the revision serves.

import { chargesOfAlarms } from '../core/alarm-reading.ts';
import { isShiftLookDue } from '../core/bake.ts';
import type { Drift, Harm } from '../core/halt.ts';
import { deploymentOf } from '../core/intent.ts';
import type { Charge } from '../core/judging/charge.ts';
import { heardOf } from '../core/judging/heard.ts';
import { type JudgedCase, judgeShift } from '../core/judging/look.ts';
import { weigh } from '../core/judging/weigh.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Target } from '../core/target.ts';
import { countsBeside, hasDrifted, isDrift } from '../core/verdict.ts';
import { haltOf, type Wave, type WaveOf, waveName } from '../core/wave.ts';
import { driftIn, keepDrift } from './drift-in-shift.ts';
import { gatherAlarms } from './gather-alarms.ts';
import { itemsOf } from './gather-truth.ts';
import { gathered, together } from './gathered.ts';
import { saveJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { readShift } from './read-case.ts';
import { gatherShiftTruth } from './shift-truth.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { stopWave } from './stop-wave.ts';

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
  const found = wave.harm ? {} : await foundIn(ports, wave, by);
  const kept = await keepFound(ports, wave, found);
  if (kept.status === 'open' && haltOf(kept)) await stopWave(ports, kept);
}

async function foundIn(ports: Ports, wave: WaveOf<'open'>, by: LookedBy): Promise<Found> {
  const items = await itemsOf(ports, wave);
  // Before anything of it has begun to serve, no harm is its.
  if (![...items.values()].some((item) => hasBegun(item, wave.release))) return {};
  const lookedAt = ports.clock.now();
  const truth = await gatherShiftTruth(ports, wave, items);
  const moved = truth.found.filter(isDrift);
  const alarms = await gatherAlarms(ports, wave, lookedAt);
  const counted = alarms.found.filter(
    (alarm) => !isMoved(wave, alarm.target) && countsBeside(moved, alarm),
  );
  const own = wave.plan.targets.filter(
    ({ name }) => !isMoved(wave, name) && !hasDrifted(moved, name),
  );
  const fired = chargesOfAlarms(counted);
  const isJudged = fired.length === 0 && by === 'sweep';
  const charges = isJudged ? await judge(ports, wave, own, items) : fired;
  return { harm: harmOf(charges, items, lookedAt), drift: driftIn(moved, lookedAt) };
}

/** What somebody else was found to have moved before: nothing that is said of it counts. */
function isMoved({ drift }: WaveOf<'open'>, name: string): boolean {
  return drift?.targets[name] !== undefined;
}

function harmOf(
  charges: readonly Charge[],
  items: ReadonlyMap<string, Target>,
  lookedAt: Date,
): Harm | undefined {
  if (charges.length === 0) return undefined;
  const isShifting = [...items.values()].some(({ intent }) => intent?.status === 'open');
  const when = isShifting ? 'while its traffic shifted' : 'before its bake had begun';
  const reason = `${reasonOf(charges.map(({ text }) => text))}, ${when}`;
  return { at: lookedAt.toISOString(), reason, charges };
}

function hasBegun({ intent, running }: Target, release: string): boolean {
  const isOurs = intent?.release === release && intent.doing === 'deploy';
  return running?.release === release || (isOurs && deploymentOf(intent) !== undefined);
}

/** What the judge charges the revision with, of what old and new served side by side. */
async function judge(
  ports: Ports,
  wave: WaveOf<'open'>,
  targets: readonly TargetDefinition[],
  items: ReadonlyMap<string, Target>,
): Promise<readonly Charge[]> {
  const { plan, openedAt, shiftJudgedAt } = wave;
  const lookedAt = ports.clock.now();
  if (plan.bake === undefined || plan.bake.judge.mode === 'off') return [];
  if (!isShiftLookDue(openedAt, shiftJudgedAt, lookedAt)) return [];
  const all = await sideBySide(targets, (target) =>
    gathered<readonly JudgedCase[]>(ports, `the shift of ${target.name}`, [], async () => {
      const shifting = { wave, target, item: items.get(target.name), lookedAt };
      const read = await readShift(ports, shifting);
      const judged = read && judgeShift(shifting, read);
      return judged ? [judged] : [];
    }),
  );
  const judged = together(all).found;
  await sideBySide(judged, async ({ judging, from }) => {
    if (from) await saveJudging(ports, judging, from);
  });
  await changeWave(ports, wave.release, plan.index, (item) =>
    item.status === 'open'
      ? { item: { ...item, shiftJudgedAt: lookedAt.toISOString() } }
      : undefined,
  );
  const heard = judged.map(({ judging }) => heardOf(plan.targets, judging));
  return weigh(heard).charges;
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
