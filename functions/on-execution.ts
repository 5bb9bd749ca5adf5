// A release's execution has ended: whoever stopped it, its leases are released and its targets settled.

import * as z from 'zod';
import { plainReason } from '../core/plain-reason.ts';
import { settleExecution } from '../flows/settle.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.states'),
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

export const onExecution = listener(Event, async ({ detail }, ports) => {
  const why = [detail.error, detail.cause].filter(Boolean).join(': ');
  const reason = `its execution ended ${detail.status}${why ? ` (${plainReason(why)})` : ''}`;
  const { outcome } = await settleExecution(ports, detail.executionArn, 'Unknown', reason);
  ports.log.info('settled', { execution: detail.executionArn, outcome });
});

export const handler = onExecution.onAws();
