// What a target is behind, as later releases come and are taken back: one that has put another mark there, or has
// caught it up, may be gone tomorrow, and then it is behind what it was behind before.

import type { BehindMark, Overtaken } from './behind.ts';
import { isNewer, orderOf, type Revision } from './revision.ts';

interface Marked {
  readonly behind?: BehindMark;
  readonly behindBefore?: readonly Overtaken[];
  readonly running?: { readonly revision: Revision };
}

type By = Overtaken['by'];

/** As many as anybody could want to go back: each is a few hundred bytes of the target's item. */
const MOST_BEFORE = 8;

/** The target marked by one more release. */
export function withMark<T extends Marked>(target: T, mark: BehindMark): T {
  const { release, revision } = mark;
  if (target.behind?.release === release) return target;
  const { digest } = revision;
  return { ...caughtUp(target, { release, digest }), behind: mark };
}

/** The target that has got what it was behind, or something newer: it is behind nothing, as long as that stays. */
export function caughtUp<T extends Marked>(target: T, by: By): T {
  const { behind, behindBefore = [] } = target;
  if (behind === undefined) return target;
  return marked(target, undefined, [{ mark: behind, by }, ...behindBefore]);
}

/**
 * The target without what a release has marked that did not stay in its wave; what that has put an end to counts again.
 *
 *     r1 has left it behind, r2 as well; r2 is taken back   →  behind r1
 *     r1 has left it behind, r2 has baked; r2 is taken back →  behind r1
 *     the same, and r1 is taken back                        →  behind nothing
 */
export function withoutMarksOf<T extends Marked>(target: T, release: string): T {
  const { behind, behindBefore = [] } = target;
  const own = behindBefore.find(({ mark }) => mark.release === release);
  const others = behindBefore
    .filter(({ mark }) => mark.release !== release)
    .map((it) => (own && it.by.release === release ? { ...it, by: own.by } : it));
  const current = behind?.release === release ? undefined : behind;
  return putBack(target, current, others, ({ by }) => by.release === release);
}

/** The same of revisions that a person has taken back, as far as they were marked under a lower fence than that. */
export function withoutTaken<T extends Marked>(
  target: T,
  digests: ReadonlySet<string>,
  fence: number,
): T {
  const { behind, behindBefore = [] } = target;
  const isTaken = ({ revision, fence: its = 0 }: BehindMark) =>
    digests.has(revision.digest) && its < fence;
  const others = behindBefore.filter(({ mark }) => !isTaken(mark));
  const current = behind && !isTaken(behind) ? behind : undefined;
  return putBack(target, current, others, ({ by }) => digests.has(by.digest));
}

function putBack<T extends Marked>(
  target: T,
  current: BehindMark | undefined,
  before: readonly Overtaken[],
  counts: (overtaken: Overtaken) => boolean,
): T {
  const back = current ?? before.find((it) => counts(it) && isMissing(it.mark, target))?.mark;
  const left = before.filter(({ mark }) => mark !== back);
  const isSame = back === target.behind && left.length === (target.behindBefore ?? []).length;
  return isSame ? target : marked(target, back, left);
}

/** What it runs by now may be newer. */
function isMissing({ revision }: BehindMark, { running }: Marked): boolean {
  return running === undefined || isNewer(orderOf(revision), orderOf(running.revision));
}

function marked<T extends Marked>(
  target: T,
  behind: BehindMark | undefined,
  before: readonly Overtaken[],
): T {
  const { behind: _, behindBefore: __, ...rest } = target;
  const kept = before.slice(0, MOST_BEFORE);
  return {
    ...(rest as T),
    ...(behind && { behind }),
    ...(kept.length > 0 && { behindBefore: kept }),
  };
}
