// A bake has failed, or a shift: who may have done it, of all that is charged.

import type { Charge } from '../core/judging/charge.ts';
import { pointAt } from '../core/judging/judgement-texts.ts';
import type { JudgedCase, Look } from '../core/judging/look.ts';
import { mergeSuspects, type Suspect } from '../core/suspects.ts';
import type { OpenedWave } from '../core/wave.ts';
import { findSuspects, type Scene } from './find-suspects.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** Targets that are looked at: where more suffer at once, they suffer of the same. */
const MOST_TARGETS = 5;
/** Suspects that are kept, besides the release itself. */
const MOST_KEPT = 5;

/** What was seen as the harm was found. */
export interface Seen extends Pick<Look, 'items' | 'lookedAt'> {
  readonly wave: OpenedWave;
  readonly alarms: Pick<Look['alarms'], 'found'>;
}

/**
 * The suspects of what is charged, the likeliest first; empty where nothing is, and where they cannot be read.
 * They explain a verdict and are no part of it: nothing that goes wrong here may keep it from being given.
 */
export async function suspectsOfLook(
  ports: Ports,
  look: Seen,
  judged: readonly JudgedCase[],
  charges: readonly Charge[],
): Promise<Suspect[]> {
  const { wave, items } = look;
  const charged = new Set(charges.map(({ target }) => target));
  const targets = wave.plan.targets.filter(({ name }) => charged.has(name)).slice(0, MOST_TARGETS);
  try {
    const found = await sideBySide(targets, (target) => {
      const own = judged.filter(({ judging }) => judging.target === target.name);
      const judgings = own.map(({ judging }) => judging);
      const sickness = judgedSickness(own) ?? alarmedSickness(look, target.name);
      return findSuspects(ports, {
        wave,
        target,
        item: items.get(target.name),
        judgings,
        ...sickness,
      });
    });
    const all = mergeSuspects(found.flat());
    return all.filter(({ isOwn }, index) => isOwn || index < MOST_KEPT);
  } catch (thrown) {
    ports.log.warn('expected the suspects of proven harm, got an error; the verdict stands', {
      release: wave.release,
      problem: String(thrown),
    });
    return [];
  }
}

/** Since when a target suffers, and what of it. */
type Sickness = Pick<Scene, 'onset' | 'withinSeconds' | 'ranked' | 'edges'>;

/** As the judge says. The harm may have begun at any moment of the point since which it is seen. */
function judgedSickness(judged: readonly JudgedCase[]): Sickness | undefined {
  const failed = judged
    .filter(({ judging }) => judging.mode === 'act' && judging.judgement.verdict === 'fail')
    .sort((a, b) => b.judging.judgement.score - a.judging.judgement.score)[0];
  if (failed === undefined) return undefined;
  const { judgement, beganAt, stepSeconds } = failed.judging;
  const { evidence, ranked } = judgement;
  const sick = ranked.filter((node) => evidence.some((it) => it.node === node));
  const dated = evidence.filter(({ since }) => since !== null);
  const { since } = dated.find(({ node }) => node === sick[0]) ?? dated[0] ?? { since: null };
  if (since === null) return undefined;
  const onset = new Date(pointAt(beganAt, stepSeconds, since));
  return { onset, withinSeconds: stepSeconds, ranked: sick, edges: failed.from?.edges ?? [] };
}

/** Since its first alarm, where the judge says nothing. */
function alarmedSickness({ alarms, lookedAt }: Seen, target: string): Sickness {
  const fired = alarms.found.flatMap((it) =>
    it.target === target && it.firedAt ? [it.firedAt] : [],
  );
  const [first] = fired.sort();
  const onset = first === undefined ? lookedAt : new Date(first);
  return { onset, withinSeconds: 0, ranked: [], edges: [] };
}
