// A target as 0.1.0 and 0.2.0 kept it: its intent was one bag, and of what had baked before there was one once.

import * as z from 'zod';
import { revisionSchema } from '../revision.ts';

const installedSchema = z.strictObject({
  release: z.string(),
  revision: revisionSchema,
  functionVersion: z.string().exactOptional(),
  at: z.string(),
});

const intentSchema = z.strictObject({
  release: z.string(),
  wave: z.int(),
  doing: z.enum(['deploy', 'rollBack']),
  revision: revisionSchema,
  functionVersion: z.string().exactOptional(),
  takesBack: z.string().exactOptional(),
  startedAt: z.string(),
  fence: z.int().exactOptional(),
  callingAt: z.string().exactOptional(),
  answeredAt: z.string().exactOptional(),
  deployment: z.string().exactOptional(),
  result: z.enum(['Succeeded', 'Failed', 'GivenUp']).exactOptional(),
  reason: z.string().exactOptional(),
  blamesRevision: z.literal(true).exactOptional(),
});

type Before = z.output<typeof intentSchema>;

const schema = z.strictObject({
  kind: z.literal('target'),
  pipeline: z.string(),
  name: z.string(),
  fence: z.int(),
  intent: intentSchema.exactOptional(),
  running: installedSchema.exactOptional(),
  baked: installedSchema.exactOptional(),
  bakedEarlier: z.array(installedSchema).exactOptional(),
  bakedBefore: installedSchema.exactOptional(),
});

export const target1 = schema.transform(({ intent, bakedBefore, ...target }) => {
  const bakedEarlier = target.bakedEarlier ?? (bakedBefore && [bakedBefore]);
  return {
    ...target,
    ...(bakedEarlier && { bakedEarlier }),
    // What was written without a fence was written with the target's.
    ...(intent && { intent: now({ fence: target.fence, ...intent }) }),
  };
});

function now(intent: Before) {
  const { callingAt, answeredAt, deployment, result, reason, blamesRevision, ...intended } = intent;
  const calls = callsOf(intent);
  if (result === undefined) return { ...intended, calls, status: 'open' };
  const blames = result === 'Failed' && blamesRevision && { blamesRevision };
  const end = { result, reason: reason ?? 'nobody wrote why', ...blames };
  return { ...intended, calls, status: 'ended', end };
}

function callsOf({ startedAt, callingAt, answeredAt, deployment }: Before) {
  const at = callingAt ?? startedAt;
  if (deployment !== undefined) return { state: 'started', at, deployment };
  if (callingAt === undefined) return { state: 'none' };
  return answeredAt === undefined
    ? { state: 'announced', at }
    : { state: 'failed', at, failedAt: answeredAt };
}
