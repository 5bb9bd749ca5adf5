// A bake has failed: who may have done it, of all that is charged.

import { pointAt } from '../core/judging/words.ts';
import { mergeSuspects, type Suspect } from '../core/suspects.ts';
import type { AlarmReading, Verdict } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { findSuspects, type Scene } from './find-suspects.ts';
import { readExhibit, readJudging, type StoredJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Targets that are looked at: where more suffer at once, they suffer of the same. */
const MOST_TARGETS = 5;
/** Suspects that are kept, besides the release itself. */
const MOST_KEPT = 5;

/**
 * The suspects of a bake that has failed, the likeliest first; empty where it has not, and where they cannot be read.
 * They explain a verdict and are no part of it: nothing that goes wrong here may keep it from being given.
 */
export async function suspectsOfWave(
  ports: Ports,
  wave: Wave,
  { verdict, charges = [] }: Verdict,
  alarms: readonly AlarmReading[],
): Promise<Suspect[]> {
  if (verdict !== 'fail') return [];
  const charged = new Set(charges.map(({ target }) => target));
  const targets = wave.plan.targets.filter(({ name }) => charged.has(name)).slice(0, MOST_TARGETS);
  try {
    const found = await sideBySide(targets, async (target) =>
      findSuspects(ports, {
        wave,
        target,
        ...(await sicknessOf(ports, wave, target.name, alarms)),
      }),
    );
    const all = mergeSuspects(found.flat());
    return all.filter(({ isOwn }, index) => isOwn || index < MOST_KEPT);
  } catch (thrown) {
    ports.log.warn('expected the suspects of a failed bake, got an error; the verdict stands', {
      release: wave.release,
      problem: String(thrown),
    });
    return [];
  }
}

type Sickness = Pick<Scene, 'onset' | 'withinSeconds' | 'ranked' | 'edges'>;

/** Since when a target suffers, and what of it: as the judge says, else since its first alarm. */
async function sicknessOf(
  ports: Ports,
  wave: Wave,
  target: string,
  alarms: readonly AlarmReading[],
): Promise<Sickness> {
  const place = { release: wave.release, wave: wave.plan.index, target };
  const judgings = await Promise.all([
    readJudging(ports, { ...place, of: 'bake' }),
    readJudging(ports, { ...place, of: 'shift' }),
  ]);
  const failed = judgings
    .filter((it) => it?.mode === 'act' && it.judgement.verdict === 'fail')
    .sort((a, b) => b!.judgement.score - a!.judgement.score)[0];
  const judged = failed && (await judgedSickness(ports, failed));
  if (judged) return judged;
  const fired = alarms.flatMap((it) => (it.target === target && it.firedAt ? [it.firedAt] : []));
  const onset = fired.length > 0 ? new Date(fired.sort()[0]!) : ports.clock.now();
  return { onset, withinSeconds: 0, ranked: [], edges: [] };
}

/** The harm may have begun at any moment of the point since which it is seen. */
async function judgedSickness(ports: Ports, judging: StoredJudging): Promise<Sickness | undefined> {
  const { judgement, beganAt, stepSeconds } = judging;
  const { evidence, ranked } = judgement;
  const sick = ranked.filter((node) => evidence.some((it) => it.node === node));
  const dated = evidence.filter(({ since }) => since !== null);
  const { since } = dated.find(({ node }) => node === sick[0]) ?? dated[0] ?? { since: null };
  if (since === null) return undefined;
  const { edges } = await readExhibit(ports, judging);
  const onset = new Date(pointAt(beganAt, stepSeconds, since));
  return { onset, withinSeconds: stepSeconds, ranked: sick, edges };
}
