// Where the table keeps what targets had before releases changed them.

import { ofPipeline } from './partitions.ts';
import { keptStackNoun } from './stack-contents.ts';

const KEPT = 'kept#';

export const keptKeys = {
  /** What a stack had, by what it is called. */
  stack: (pipeline: string, target: string, version: string) => ({
    noun: keptStackNoun,
    pk: ofPipeline(pipeline),
    sk: `${KEPT}${target}#${version}`,
  }),
};

export function keptRange(pipeline: string) {
  return { noun: keptStackNoun, partitions: [ofPipeline(pipeline)], prefix: KEPT };
}
