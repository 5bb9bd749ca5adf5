// Four times a day: seals what is over in every ledger, so that a line that is missing or changed later shows;
// and keeps what services are measured by, which is made of the same ledgers.

import * as z from 'zod';
import { table } from '../flows/adapters.ts';
import { keepMeasured } from '../flows/keep-measured.ts';
import { sealLedgers as sealAll } from '../flows/seal-ledgers.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const sealLedgers = listener(Event, async (_, ports) => {
  try {
    await sealAll(ports);
  } finally {
    await keepMeasured(ports);
  }
});

export const handler = sealLedgers.onAws(table);
