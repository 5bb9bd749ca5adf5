// Where the table keeps what targets had before releases changed them.

import { ofPipeline } from './partitions.ts';
import { keptStackNoun, leftOutNoun } from './stack-contents.ts';

const KEPT = 'kept#';
const LEFT_OUT = 'leftOut#';

export const keptKeys = {
  /** What a stack had, by what it is called. */
  stack: (pipeline: string, target: string, version: string) => ({
    noun: keptStackNoun,
    pk: ofPipeline(pipeline),
    sk: `${KEPT}${target}#${version}`,
  }),
  /** What a way back has left out of what CloudFormation watches a stack by. */
  leftOut: (pipeline: string, target: string) => ({
    noun: leftOutNoun,
    pk: ofPipeline(pipeline),
    sk: `${LEFT_OUT}${target}`,
  }),
};

export function keptRange(pipeline: string) {
  return { noun: keptStackNoun, partitions: [ofPipeline(pipeline)], prefix: KEPT };
}

export function leftOutRange(pipeline: string) {
  return { noun: leftOutNoun, partitions: [ofPipeline(pipeline)], prefix: LEFT_OUT };
}
