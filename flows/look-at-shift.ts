// A wave whose targets shift, or whose tests run: harm is looked for from the first request that the revision serves.

import { chargesOfAlarms } from '../core/alarm-reading.ts';
import { isShiftLookDue } from '../core/bake.ts';
import { deploymentOf } from '../core/intent.ts';
import type { Charge } from '../core/judging/charge.ts';
import { heardOf } from '../core/judging/heard.ts';
import { type JudgedCase, judgeShift } from '../core/judging/look.ts';
import { weigh } from '../core/judging/weigh.ts';
import { keys } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Target } from '../core/target.ts';
import { type Harm, type Wave, type WaveOf, waveName } from '../core/wave.ts';
import { gatherAlarms } from './gather-alarms.ts';
import { gathered, together } from './gathered.ts';
import { saveJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { readShift } from './read-case.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { stopWave } from './stop-wave.ts';

/** The sweep lets the judge look too, at distances that grow; an alarm that fires decides alone and at once. */
export type LookedBy = 'alarm' | 'sweep';

/**
 * Looks at a wave between its gate and its bake. What is proven is kept in the wave, once; then all that shifts is
 * stopped, and all that waits is answered: the wave ends, and is taken back. Doing it again stops what was started
 * meanwhile.
 */
export async function lookAtShift(
  ports: Ports,
  { release, wave: index }: { readonly release: string; readonly wave: number },
  by: LookedBy,
): Promise<void> {
  const wave = await readWave(ports, release, index);
  if (wave.status !== 'open' || wave.sealedAt !== undefined) return;
  const found = wave.harm ?? (await harmIn(ports, wave, by));
  if (found === undefined) return;
  const kept = await keepHarm(ports, wave, found);
  if (kept.status === 'open' && kept.harm) await stopWave(ports, kept, kept.harm);
}

async function harmIn(ports: Ports, wave: WaveOf<'open'>, by: LookedBy): Promise<Harm | undefined> {
  const items = await itemsOf(ports, wave);
  // Before anything of it has begun to serve, no harm is its.
  if (![...items.values()].some((item) => hasBegun(item, wave.release))) return undefined;
  const lookedAt = ports.clock.now();
  const alarms = await gatherAlarms(ports, wave, lookedAt);
  const fired = chargesOfAlarms(alarms.found);
  const charges = fired.length > 0 || by === 'alarm' ? fired : await judge(ports, wave, items);
  if (charges.length === 0) return undefined;
  const isShifting = [...items.values()].some(({ intent }) => intent?.status === 'open');
  const when = isShifting ? 'while its traffic shifted' : 'before its bake had begun';
  const reason = `${reasonOf(charges.map(({ text }) => text))}, ${when}`;
  return { at: lookedAt.toISOString(), reason, charges };
}

async function itemsOf(
  ports: Ports,
  { pipeline, plan }: Wave,
): Promise<ReadonlyMap<string, Target>> {
  const items = await sideBySide(plan.targets, ({ name }) =>
    ports.table.get(keys.target(pipeline, name)),
  );
  return new Map(items.flatMap((item) => (item ? [[item.name, item]] : [])));
}

function hasBegun({ intent, running }: Target, release: string): boolean {
  const isOurs = intent?.release === release && intent.doing === 'deploy';
  return running?.release === release || (isOurs && deploymentOf(intent) !== undefined);
}

/** What the judge charges the revision with, of what old and new served side by side. */
async function judge(
  ports: Ports,
  wave: WaveOf<'open'>,
  items: ReadonlyMap<string, Target>,
): Promise<readonly Charge[]> {
  const { plan, openedAt, shiftJudgedAt } = wave;
  const lookedAt = ports.clock.now();
  if (plan.bake === undefined || plan.bake.judge.mode === 'off') return [];
  if (!isShiftLookDue(openedAt, shiftJudgedAt, lookedAt)) return [];
  const all = await sideBySide(plan.targets, (target) =>
    gathered<readonly JudgedCase[]>(`the shift of ${target.name}`, [], async () => {
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
function keepHarm(ports: Ports, { release, plan }: Wave, harm: Harm): Promise<Wave> {
  return changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'open' || item.harm !== undefined) return undefined;
    const of = { pipeline: item.pipeline, id: release };
    const entry = entryOf(ports, of, 'HarmFound', waveName(plan), `harm found: ${harm.reason}`);
    return { item: { ...item, harm }, entries: [entry] };
  });
}
