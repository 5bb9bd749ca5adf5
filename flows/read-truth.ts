// Reads what targets really run, and holds it against what the ledger says: one that cannot be read stops no other.

import { copyBucketOf, keyOfCopy } from '../aws/s3.ts';
import { comparedShift } from '../core/compared-shift.ts';
import type { Expected, Says, Truth } from '../core/found-truth.ts';
import { installedFor } from '../core/part.ts';
import { kindOfTarget, type TargetKind } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { bakedOn, type Installed, type Target } from '../core/target.ts';
import { isWhole } from '../core/theirs.ts';
import { compared, emptyOf, runsNothingOf, shareOf } from '../core/truth.ts';
import { gathered } from './gathered.ts';
import type { Reader, Said } from './kinds/kind.ts';
import { readsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export interface Compared extends Said {
  /** `unread` where the platform did not answer. */
  readonly says: Says | { readonly is: 'unread' };
  /** Whether it runs some other revision, whoever put it there. */
  readonly runs: (other: Installed) => boolean;
  /** Whether nothing of it runs what the ledger says any more. */
  readonly isWhollyOther: boolean;
  /** Whether it runs one thing, of which nobody of ours is half-way through bringing another. */
  readonly isWhole: boolean;
  /** How much of an alias's traffic has what the ledger says, in [0, 1]. */
  readonly share: number;
  /** Why nothing can be measured of it, though it has what the ledger says. */
  readonly empty?: string | undefined;
}

/**
 * What the platform says of each, in their order. Groups are read a hundred at a time; an alias takes a call, and
 * another for its version's bytes, unless they are asked for as `quick`: a version's bytes never change.
 */
export async function compareWithTruth(
  ports: Ports,
  all: readonly Said[],
  how: 'quick' | 'whole' = 'whole',
): Promise<Compared[]> {
  const parted = all.map((said) => ({ said, narrow: ofPart(said) }));
  const narrowed = parted.map(({ narrow }) => narrow);
  const reader = await readerOf(ports, narrowed, how);
  return sideBySide(parted, async ({ said, narrow }) => {
    const { found } = await gathered(ports, 'the truth', undefined, () => reader.read(narrow));
    if (found === undefined) return { ...said, ...UNREAD };
    const runs = (other: Installed) => runsAnyhow(found, { target: said.target, installed: other });
    const expected = expectedOf(said);
    const isWhollyOther = runsNothingOf(found, expected);
    const says = said.shifting
      ? comparedShift(found, expected, said.shifting)
      : compared(found, expected);
    const share = shareOf(found, expected);
    return {
      ...said,
      says,
      runs,
      isWhollyOther,
      isWhole: isWhole(found),
      share,
      empty: emptyOf(found),
    };
  });
}

const UNREAD = {
  says: { is: 'unread' },
  runs: () => false,
  isWhollyOther: false,
  isWhole: false,
  share: 0,
} as const;

/** Those of one kind are read together, as far as its platform allows. */
async function readerOf(
  ports: Ports,
  all: readonly Said[],
  how: 'quick' | 'whole',
): Promise<Reader> {
  const readers = new Map<TargetKind, Reader>();
  for (const [kind, those] of Map.groupBy(all, ({ target }) => kindOfTarget(target)))
    readers.set(kind, await readsOf(those[0]!.target).reader(ports, those, how));
  return { read: (said) => readers.get(kindOfTarget(said.target))!.read(said) };
}

/**
 * Somebody has taken it back by hand to what baked there before, or put there what is to be released: that is
 * known.
 */
export function runsWhatIsKnown(
  { says, runs }: Pick<Compared, 'says' | 'runs'>,
  item: Target,
  revision: Revision,
): boolean {
  if (says.is !== 'other') return false;
  return [...bakedOn(item), { release: '', revision, at: '' }].some(runs);
}

/** What is compared is what the target gets of the revision. */
function ofPart(said: Said): Said {
  if (said.target.part === undefined) return said;
  return { ...said, installed: installedFor(said.target, said.installed) };
}

function runsAnyhow(truth: Truth, { target, installed }: Said): boolean {
  const { functionVersion: _, setting: __, ...bytes } = installed;
  return compared(truth, expectedOf({ target, installed: bytes })).is === 'same';
}

function expectedOf(said: Said): Expected {
  const { target, installed } = ofPart(said);
  const key = keyOfCopy(installed.revision.digest);
  return { ...installed, copies: [{ bucket: copyBucketOf(target), key }] };
}
