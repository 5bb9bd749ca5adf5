// Explains the verdicts of a release, from what was kept of them.

import type { ExplainedWave } from '../core/board/release-story.ts';
import { drillIn } from '../core/drill.ts';
import { drillsOf, type ToldDrill } from '../core/drill-story.ts';
import { explained } from '../core/judging/explanation.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { type Release, releaseEndOf } from '../core/release.ts';
import { harmOf, hasBaked, hasOpened, type Wave } from '../core/wave.ts';
import { readExhibit, readJudgings } from './judgings.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { pipelineOf, wavesOf } from './read-judged.ts';
import { ledgerPages } from './read-ledger.ts';
import { sideBySide } from './side-by-side.ts';

export interface ExplainedRelease {
  readonly release: Release;
  /** Those whose bake has begun, or that were found to do harm before it had. */
  readonly waves: readonly ExplainedWave[];
}

/** With how the rollback drills of its waves went, each try of them. */
export async function explainWithDrills(
  ports: Pick<Ports, 'table'>,
  id: string,
): Promise<ExplainedRelease & { readonly drills: readonly ToldDrill[] }> {
  const [found, waves] = await Promise.all([explain(ports, id), wavesOf(ports, id)]);
  const drilled = waves.filter(({ plan }) => drillIn(plan));
  const ledger = drilled.length > 0 ? await ledgerOf(ports, found.release, drilled) : [];
  return { ...found, drills: drilled.flatMap((wave) => drillsOf(wave, ledger, found.release)) };
}

/** Throws `Refused` for what is no release's id, `Missing` for one that is not there. */
export async function explain(ports: Pick<Ports, 'table'>, id: string): Promise<ExplainedRelease> {
  const release = await readRelease(ports, pipelineOf(id), id);
  const [waves, judgings] = await Promise.all([wavesOf(ports, id), readJudgings(ports, id)]);
  const begun = waves.filter(hasOpened).filter((wave) => hasBaked(wave) || harmOf(wave));
  return {
    release,
    waves: await sideBySide(begun, async (wave) => {
      const own = judgings.filter((judging) => judging.wave === wave.plan.index);
      const key = keys.correction(release.pipeline, id, wave.plan.index);
      const correction = await ports.table.get(key);
      const judged = await sideBySide(own, async (judging) =>
        explained(judging, await readExhibit(ports, judging)),
      );
      return { wave, judged, ...(correction && { correction }) };
    }),
  };
}

/** Later than any moment. */
const EVER = '9999';

/** What stands in the ledger of its drills, from the first of their waves' gates to the release's end. */
async function ledgerOf(
  ports: Pick<Ports, 'table'>,
  release: Release,
  drilled: readonly Wave[],
): Promise<LedgerEntry[]> {
  const opened = drilled.flatMap((wave) => (hasOpened(wave) ? wave.openedAt : []));
  const [from] = opened.sort();
  if (from === undefined) return [];
  const end = releaseEndOf(release);
  // Keys begin with a moment and go on with #: what stands at the very end is within.
  const until = end ? `${end.at}$` : EVER;
  const own: LedgerEntry[] = [];
  for await (const page of ledgerPages(ports, release.pipeline, from, until))
    own.push(...page.filter((entry) => entry.release === release.id));
  return own;
}
