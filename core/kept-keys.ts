// Where the table keeps what targets had before releases changed them.

import { ofPipeline, ofSetOperations } from './partitions.ts';
import { setOperationNoun } from './set-operation.ts';
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
  /** What a StackSet had, or gets: all of its slices are brought to some of that. No target’s name has a blank. */
  set: (pipeline: string, set: string, version: string) => ({
    noun: keptStackNoun,
    pk: ofPipeline(pipeline),
    sk: `${KEPT}set ${set}#${version}`,
  }),
  /** What an operation on a StackSet brings, by its id, which is ours. */
  setOperation: (account: string, region: string, id: string) => ({
    noun: setOperationNoun,
    pk: ofSetOperations(account, region),
    sk: id,
  }),
};

export function keptRange(pipeline: string) {
  return { noun: keptStackNoun, partitions: [ofPipeline(pipeline)], prefix: KEPT };
}

export function leftOutRange(pipeline: string) {
  return { noun: leftOutNoun, partitions: [ofPipeline(pipeline)], prefix: LEFT_OUT };
}
