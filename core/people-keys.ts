// Where it lies what people have said of a release, beside the keys of `keys.ts`.

import { fixNoun } from './fix.ts';
import { skipsNoun } from './gate/skip.ts';
import { hookRunNoun } from './hook-run.ts';
import { ofPipeline } from './partitions.ts';
import { regionSkipsNoun } from './region-skip.ts';

const padded = (number: number) => String(number).padStart(4, '0');

export const peopleKeys = {
  /** What came of a hook of a rollback. */
  hook: (pipeline: string, release: string, hook: string) => ({
    noun: hookRunNoun,
    pk: ofPipeline(pipeline),
    sk: `hook#${release}#${hook}`,
  }),
  /** What a release is marked to mend. */
  fix: (pipeline: string, release: string) => ({
    noun: fixNoun,
    pk: ofPipeline(pipeline),
    sk: `fix#${release}`,
  }),
  /** The regions that people let a release go on without. */
  regionSkips: (pipeline: string, release: string) => ({
    noun: regionSkipsNoun,
    pk: ofPipeline(pipeline),
    sk: `region-skips#${release}`,
  }),
  /** Who has ended the waiting of a wave’s gate. */
  skips: (pipeline: string, release: string, wave: number) => ({
    noun: skipsNoun,
    pk: ofPipeline(pipeline),
    sk: `skips#${release}#${padded(wave)}`,
  }),
};
