// A rollback has begun or ended, or the sweep hints: the alarms that it explains do not act, or act again.

import * as z from 'zod';
import { rollbackScopes } from '../core/rollback-scope.ts';
import { alarms, muteRules, table, workflows } from '../flows/adapters.ts';
import { lookAtMutes, muteAlarms as mute } from '../flows/mute-alarms.ts';
import { listener } from './task.ts';

const Event = z.union([
  z.object({
    source: z.literal('aws.states'),
    detail: z.object({
      executionArn: z.string(),
      status: z.string(),
      input: z.string().nullish(),
    }),
  }),
  z.object({ source: z.literal('tidegate'), detail: z.object({ release: z.string() }) }),
]);

/** What a release sends that takes its own revision back; what a person has started is muted by nobody. */
const OfRelease = z.object({
  pipeline: z.string(),
  release: z.string(),
  wave: z.int(),
  scope: z.enum(rollbackScopes),
});

export const muteAlarms = listener(Event, async ({ detail }, ports) => {
  if ('release' in detail) return lookAtMutes(ports, { release: detail.release });
  const { executionArn: execution, status, input } = detail;
  if (status !== 'RUNNING') return lookAtMutes(ports, { execution });
  const begun = OfRelease.safeParse(JSON.parse(input ?? '{}'));
  if (begun.success) await mute(ports, { execution, ...begun.data });
});

export const handler = muteAlarms.onAws(alarms, muteRules, table, workflows);
