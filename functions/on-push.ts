// A branch or a tag of a CodeCommit repository has moved: the projects of its pipelines build its new commit.

import * as z from 'zod';
import { builds, repositories, table } from '../flows/adapters.ts';
import { considerPush } from '../flows/push.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.codecommit'),
  'detail-type': z.literal('CodeCommit Repository State Change'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    event: z.enum(['referenceCreated', 'referenceUpdated']),
    referenceType: z.enum(['branch', 'tag']),
    repositoryName: z.string(),
    referenceName: z.string(),
    commitId: z.string().regex(/^[0-9a-f]{40}$/),
    oldCommitId: z.string().optional(),
  }),
});

export const onPush = listener(Event, ({ account, region, detail }, ports) =>
  considerPush(ports, {
    account,
    repository: { region, name: detail.repositoryName },
    commit: detail.commitId,
    ...(detail.referenceType === 'tag'
      ? { tag: detail.referenceName }
      : {
          branch: detail.referenceName,
          ...(detail.oldCommitId && { before: detail.oldCommitId }),
        }),
  }),
);

export const handler = onPush.onAws(builds, repositories, table);
