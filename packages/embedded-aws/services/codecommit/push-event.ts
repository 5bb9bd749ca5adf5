// `CodeCommit Repository State Change`, as CodeCommit writes it of a push to a branch.

import type { NewEvent } from '../events/event.ts';
import { repositoryId } from './operations.ts';
import type { Repository } from './repositories.ts';

interface Moved {
  readonly branch: string;
  readonly commit: string;
  /** What it was at before; absent where it is new. */
  readonly before: string | undefined;
}

export function pushEvent(repository: Repository, { branch, commit, before }: Moved): NewEvent {
  const { account, region, name } = repository;
  return {
    'detail-type': 'CodeCommit Repository State Change',
    source: 'aws.codecommit',
    account,
    region,
    resources: [`arn:aws:codecommit:${region}:${account}:${name}`],
    detail: {
      callerUserArn: `arn:aws:iam::${account}:user/somebody`,
      commitId: commit,
      event: before === undefined ? 'referenceCreated' : 'referenceUpdated',
      ...(before !== undefined && { oldCommitId: before }),
      referenceFullName: `refs/heads/${branch}`,
      referenceName: branch,
      referenceType: 'branch',
      repositoryId: repositoryId(repository),
      repositoryName: name,
    },
  };
}
