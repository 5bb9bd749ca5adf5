// An object was put into S3: where it is the source of a pipeline, a release starts.

import * as z from 'zod';
import { artifacts, images, table, workflows } from '../flows/adapters.ts';
import { objectCreated } from '../flows/object-created.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    bucket: z.object({ name: z.string().max(63) }),
    object: z.object({
      key: z.string().max(1_024),
      'version-id': z.string().max(1_024).optional(),
    }),
  }),
});

export const onObject = listener(Event, ({ account, region, detail }, ports) => {
  const { key, 'version-id': version } = detail.object;
  const bucket = detail.bucket.name;
  return objectCreated(ports, { account, region, bucket, key, ...(version && { version }) });
});

export const handler = onObject.onAws(artifacts, images, table, workflows);
