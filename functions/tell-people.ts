// Something of a release has ended, or somebody hints that there is something to tell: people are told.

import * as z from 'zod';
import {
  alarms,
  buses,
  dashboards,
  outside,
  parameters,
  table,
  topics,
} from '../flows/adapters.ts';
import { tellAndMark } from '../flows/messages/tell-and-mark.ts';
import { listener } from './task.ts';

const Event = z.union([
  z.object({
    source: z.literal('aws.states'),
    detail: z.object({
      executionArn: z.string(),
      name: z.string().optional(),
      input: z.string().nullish(),
    }),
  }),
  z.object({ source: z.literal('tidegate'), detail: z.object({ release: z.string() }) }),
]);

export const tellPeople = listener(Event, ({ detail }, ports) =>
  'release' in detail
    ? tellAndMark(ports, { release: detail.release })
    : tellAndMark(ports, { execution: detail.executionArn }, detail),
);

export const handler = tellPeople.onAws(
  alarms,
  buses,
  dashboards,
  outside,
  parameters,
  table,
  topics,
);
