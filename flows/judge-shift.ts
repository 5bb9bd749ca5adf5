// The judge looks at a wave whose traffic shifts: old and new serve side by side, which is when it sees best.

import { isShiftLookDue } from '../core/bake.ts';
import { Failure } from '../core/failure.ts';
import type { Charge } from '../core/judging/charge.ts';
import { heardOf } from '../core/judging/heard.ts';
import { type JudgedCase, judgeShift } from '../core/judging/look.ts';
import { weigh } from '../core/judging/weigh.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Target } from '../core/target.ts';
import type { WaveOf } from '../core/wave.ts';
import { itemsOf } from './gather-truth.ts';
import { gathered, together } from './gathered.ts';
import { saveJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { readShift } from './read-case.ts';
import { eachSideBySide, sideBySide } from './side-by-side.ts';

interface Shifting {
  readonly wave: WaveOf<'open'>;
  /** Those that are judged. */
  readonly targets: readonly TargetDefinition[];
  readonly items: ReadonlyMap<string, Target>;
  readonly lookedAt: Date;
}

/** What the judge says, and keeps, where its next look is due; nothing where it is off. */
export async function judgeIfDue(ports: Ports, shifting: Shifting): Promise<readonly JudgedCase[]> {
  const { wave, lookedAt } = shifting;
  if (!isShiftLookDue(wave.openedAt, wave.shiftJudgedAt, lookedAt)) return [];
  const judged = await judge(ports, shifting);
  await changeWave(ports, wave.release, wave.plan.index, (item) =>
    item.status === 'open'
      ? { item: { ...item, shiftJudgedAt: lookedAt.toISOString() } }
      : undefined,
  );
  return judged;
}

export function chargesOf(
  { plan }: WaveOf<'open'>,
  judged: readonly JudgedCase[],
): readonly Charge[] {
  return weigh(judged.map(({ judging }) => heardOf(plan.targets, judging))).charges;
}

/** An alarm decides alone and at once: the judge is heard after what shifts was stopped, for whoever asks why. */
export async function judgeForTheRecord(ports: Ports, wave: WaveOf<'open'>): Promise<void> {
  try {
    const { targets } = wave.plan;
    const [items, lookedAt] = [await itemsOf(ports, wave), ports.clock.now()];
    await judge(ports, { wave, targets, items, lookedAt });
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code, release: wave.release });
  }
}

async function judge(
  ports: Ports,
  { wave, targets, items, lookedAt }: Shifting,
): Promise<readonly JudgedCase[]> {
  const { bake } = wave.plan;
  if (bake === undefined || bake.judge.mode === 'off') return [];
  const all = await sideBySide(targets, (target) =>
    gathered<readonly JudgedCase[]>(ports, `the shift of ${target.name}`, [], async () => {
      const shifting = { wave, target, item: items.get(target.name), lookedAt };
      const read = await readShift(ports, shifting);
      const judged = read && judgeShift(shifting, read);
      return judged ? [judged] : [];
    }),
  );
  const judged = together(all).found;
  await eachSideBySide(judged, async ({ judging, from }) => {
    if (from) await saveJudging(ports, judging, from);
  });
  return judged;
}
