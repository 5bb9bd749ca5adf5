// Where the table keeps what comes from sources: who listens to a repository, and which pushes were built.

import { pushedNoun } from './admission/source.ts';
import { ofPushed, ofRepository } from './partitions.ts';
import { pipelineNameNoun } from './pipeline/stored.ts';

export const sourceKeys = {
  /** A pipeline whose project is built as the repository is pushed to. */
  repository: (account: string, region: string, repository: string, pipeline: string) => ({
    noun: pipelineNameNoun,
    pk: ofRepository(account, region, repository),
    sk: pipeline,
  }),
  /** The build of a commit that was pushed. */
  pushed: (account: string, region: string, project: string, commit: string) => ({
    noun: pushedNoun,
    pk: ofPushed(account, region, project),
    sk: commit,
  }),
};

export const sourceRanges = {
  repository: (account: string, region: string, repository: string) => ({
    noun: pipelineNameNoun,
    partitions: [ofRepository(account, region, repository)],
    prefix: '',
  }),
};
