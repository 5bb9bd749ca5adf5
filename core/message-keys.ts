// Where the table keeps what people are told.

import { cursorNoun, type Telling, tellingNoun, threadNoun } from './messages/thread.ts';
import type { Range } from './noun.ts';
import { ofPipeline, TELLING } from './partitions.ts';

export const messageKeys = {
  /** What each channel was told of a release. */
  thread: (pipeline: string, release: string) => ({
    noun: threadNoun,
    pk: ofPipeline(pipeline),
    sk: `thread#${release}`,
  }),
  /** How far a bus has got a pipeline’s ledger. */
  cursor: (pipeline: string, bus: string) => ({
    noun: cursorNoun,
    pk: ofPipeline(pipeline),
    sk: `told#${bus}`,
  }),
  telling: (release: string) => ({ noun: tellingNoun, pk: TELLING, sk: release }),
};

export const messageRanges = {
  threads: (pipeline: string) => ({
    noun: threadNoun,
    partitions: [ofPipeline(pipeline)],
    prefix: 'thread#',
  }),
  telling: (): Range<Telling> => ({ noun: tellingNoun, partitions: [TELLING], prefix: '' }),
};
