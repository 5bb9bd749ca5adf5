// An image was pushed to ECR: where its repository is the source of a pipeline, a release starts.

import * as z from 'zod';
import { artifacts, images, table, workflows } from '../flows/adapters.ts';
import { imagePushed } from '../flows/image-pushed.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.ecr'),
  'detail-type': z.literal('ECR Image Action'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    'action-type': z.literal('PUSH'),
    result: z.literal('SUCCESS'),
    'repository-name': z.string().max(256),
    'image-digest': z.string().regex(/^sha256:[0-9a-f]{64}$/),
    'image-tag': z.string().max(128).optional(),
  }),
});

export const onImage = listener(Event, ({ account, region, detail }, ports) => {
  const { 'image-tag': tag } = detail;
  return imagePushed(ports, {
    account,
    region,
    repository: detail['repository-name'],
    digest: detail['image-digest'],
    ...(tag && { tag }),
  });
});

export const handler = onImage.onAws(artifacts, images, table, workflows);
