// Explains the verdicts of a release, from what was kept of them.

import type { ExplainedWave } from '../core/board/release-story.ts';
import { explained } from '../core/judging/explanation.ts';
import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import { harmOf, hasBaked, hasOpened } from '../core/wave.ts';
import { readExhibit, readJudgings } from './judgings.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { pipelineOf, wavesOf } from './read-judged.ts';
import { sideBySide } from './side-by-side.ts';

export interface ExplainedRelease {
  readonly release: Release;
  /** Those whose bake has begun, or that were found to do harm before it had. */
  readonly waves: readonly ExplainedWave[];
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
