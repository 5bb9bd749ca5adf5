// Four times a day: seals what is over in every ledger, so that a line that is missing or changed later shows.

import * as z from 'zod';
import { table } from '../flows/adapters.ts';
import { sealLedgers as sealAll } from '../flows/seal-ledgers.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const sealLedgers = listener(Event, (_, ports) => sealAll(ports));

export const handler = sealLedgers.onAws(table);
