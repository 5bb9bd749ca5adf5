// Something of a release has ended, or somebody hints that there is something to tell: people are told.

import * as z from 'zod';
import { alarms, buses, outside, parameters, table, topics } from '../flows/adapters.ts';
import { tellPeople as tell } from '../flows/messages/tell-people.ts';
import { listener } from './task.ts';

const Event = z.union([
  z.object({
    source: z.literal('aws.states'),
    detail: z.object({ executionArn: z.string() }),
  }),
  z.object({ source: z.literal('tidegate'), detail: z.object({ release: z.string() }) }),
]);

export const tellPeople = listener(Event, ({ detail }, ports) =>
  tell(
    ports,
    'release' in detail ? { release: detail.release } : { execution: detail.executionArn },
  ),
);

export const handler = tellPeople.onAws(alarms, buses, outside, parameters, table, topics);
