// What runs a test that is no build has ended: a call of a team's function.

import * as z from 'zod';
import { table, workflows } from '../flows/adapters.ts';
import { testChanged } from '../flows/test-changed.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.states'),
  detail: z.object({ executionArn: z.string() }),
});

export const onTest = listener(Event, ({ detail }, ports) =>
  testChanged(ports, detail.executionArn),
);

export const handler = onTest.onAws(table, workflows);
