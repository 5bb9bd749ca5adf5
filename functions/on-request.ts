// Somebody asks for a release, by a signed event: one that the pipeline's key has signed starts it.

import * as z from 'zod';
import { signatures, table, workflows } from '../flows/adapters.ts';
import { releaseRequested } from '../flows/release-requested.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('tidegate.request'),
  'detail-type': z.literal('ReleaseRequested'),
  id: z.string(),
  detail: z.strictObject({
    request: z.string(),
    signature: z.string().regex(/^[A-Za-z0-9+/]{1,1024}={0,2}$/),
  }),
});

export const onRequest = listener(Event, ({ id, detail }, ports) =>
  releaseRequested(ports, { event: id, text: detail.request, signature: detail.signature }),
);

export const handler = onRequest.onAws(signatures, table, workflows);
