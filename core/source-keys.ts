// Where the table keeps what comes from sources: who listens to a repository, which pushes were built, and what
// CodePipeline did.

import { requestNoun } from './admission/request.ts';
import { pushedNoun, taggedNoun } from './admission/source.ts';
import { carriedNoun, moveNoun, startedNoun } from './code-pipeline.ts';
import {
  ofCodePipeline,
  ofImages,
  ofObjects,
  ofPipeline,
  ofPushed,
  ofRepository,
  ofRequests,
  ofTagged,
  SCHEDULES,
} from './partitions.ts';
import { pipelineNameNoun } from './pipeline/stored.ts';
import { scheduledNoun } from './scheduled.ts';

const MOVES = 'move#';
const ISSUED = 'issued#';
const STARTED = 'release#';

export const sourceKeys = {
  /** A pipeline whose project is built as the repository is pushed to. */
  repository: (account: string, region: string, repository: string, pipeline: string) => ({
    noun: pipelineNameNoun,
    pk: ofRepository(account, region, repository),
    sk: pipeline,
  }),
  /** A pipeline that releases images of the repository. */
  images: (account: string, region: string, repository: string, pipeline: string) => ({
    noun: pipelineNameNoun,
    pk: ofImages(account, region, repository),
    sk: pipeline,
  }),
  /** A pipeline that releases an object of the bucket. */
  objects: (account: string, region: string, bucket: string, pipeline: string) => ({
    noun: pipelineNameNoun,
    pk: ofObjects(account, region, bucket),
    sk: pipeline,
  }),
  /** A pipeline that is released at set times. */
  scheduled: (pipeline: string) => ({ noun: pipelineNameNoun, pk: SCHEDULES, sk: pipeline }),
  /** Which of its times have come. */
  schedule: (pipeline: string) => ({
    noun: scheduledNoun,
    pk: ofPipeline(pipeline),
    sk: 'schedule',
  }),
  /** The tags that an image was pushed under. */
  tagged: (account: string, region: string, repository: string, digest: string) => ({
    noun: taggedNoun,
    pk: ofTagged(account, region, repository),
    sk: digest,
  }),
  /** Who used a nonce first. */
  nonce: (pipeline: string, nonce: string) => ({
    noun: requestNoun,
    pk: ofRequests(pipeline),
    sk: `nonce#${nonce}`,
  }),
  /** The same request, by the time of its issue. */
  request: (pipeline: string, issued: string, nonce: string) => ({
    noun: requestNoun,
    pk: ofRequests(pipeline),
    sk: `${ISSUED}${issued}#${nonce}`,
  }),
  /** The build of a commit that was pushed. */
  pushed: (account: string, region: string, project: string, commit: string) => ({
    noun: pushedNoun,
    pk: ofPushed(account, region, project),
    sk: commit,
  }),
  /** What an execution of CodePipeline did, by its time. */
  move: (execution: string, at: string, id: string) => ({
    noun: moveNoun,
    pk: ofCodePipeline(execution),
    sk: `${MOVES}${at}#${id}`,
  }),
  /** A release that an execution of CodePipeline has started. */
  started: (execution: string, release: string) => ({
    noun: startedNoun,
    pk: ofCodePipeline(execution),
    sk: `${STARTED}${release}`,
  }),
  /** The execution of CodePipeline that brought a commit last. */
  carried: (commit: string) => ({
    noun: carriedNoun,
    pk: ofCodePipeline(commit),
    sk: 'carried',
  }),
};

export const sourceRanges = {
  scheduled: () => ({ noun: pipelineNameNoun, partitions: [SCHEDULES], prefix: '' }),
  repository: (account: string, region: string, repository: string) => ({
    noun: pipelineNameNoun,
    partitions: [ofRepository(account, region, repository)],
    prefix: '',
  }),
  images: (account: string, region: string, repository: string) => ({
    noun: pipelineNameNoun,
    partitions: [ofImages(account, region, repository)],
    prefix: '',
  }),
  objects: (account: string, region: string, bucket: string) => ({
    noun: pipelineNameNoun,
    partitions: [ofObjects(account, region, bucket)],
    prefix: '',
  }),
  requests: (pipeline: string) => ({
    noun: requestNoun,
    partitions: [ofRequests(pipeline)],
    prefix: ISSUED,
  }),
  moves: (execution: string) => ({
    noun: moveNoun,
    partitions: [ofCodePipeline(execution)],
    prefix: MOVES,
  }),
  started: (execution: string) => ({
    noun: startedNoun,
    partitions: [ofCodePipeline(execution)],
    prefix: STARTED,
  }),
};
