// A wave as 0.1.0 kept it: one bag of times, most of them absent at most times.

import * as z from 'zod';
import { verdictWords, waveOutcomes } from '../outcome.ts';
import { plannedWaveSchema } from '../planned-wave.ts';
import { suspectSchema } from '../suspects.ts';
import { verdictSchema } from '../verdict.ts';

const testRunSchema = z.strictObject({
  build: z.string().exactOptional(),
  startedAt: z.string(),
  verdict: z.enum(verdictWords).exactOptional(),
  reason: z.string().exactOptional(),
  timedOut: z.literal(true).exactOptional(),
});

const schema = z.strictObject({
  kind: z.literal('wave'),
  pipeline: z.string(),
  release: z.string(),
  plan: plannedWaveSchema,
  blockedSince: z.string().exactOptional(),
  openedAt: z.string().exactOptional(),
  fence: z.int().exactOptional(),
  deployedAt: z.string().exactOptional(),
  bakeStartedAt: z.string().exactOptional(),
  extendedAt: z.string().exactOptional(),
  extensions: z.int().exactOptional(),
  traffic: z.string().exactOptional(),
  lastLook: verdictSchema.exactOptional(),
  tests: z.record(z.string(), testRunSchema),
  bakedAt: z.string().exactOptional(),
  verdict: z.enum(verdictWords).exactOptional(),
  reason: z.string().exactOptional(),
  suspects: z.array(suspectSchema).exactOptional(),
  outcome: z.enum([...waveOutcomes, 'Running', 'Failed']),
  sealedAt: z.string().exactOptional(),
  hands: z.record(z.string(), z.string()).exactOptional(),
});

type Before = z.output<typeof schema>;

function now(wave: Before) {
  const { kind, pipeline, release, plan, sealedAt, hands, openedAt, outcome } = wave;
  const common = {
    kind,
    pipeline,
    release,
    plan,
    ...(sealedAt !== undefined && { sealedAt }),
    ...(hands && { hands }),
  };
  const isOver = outcome !== 'Running' && (outcome !== 'NotStarted' || wave.reason !== undefined);
  const ended = { ...common, status: 'ended', end: endOf(wave) };
  if (openedAt === undefined) {
    if (isOver) return { ...ended, reached: 'gate' };
    const { blockedSince } = wave;
    return { ...common, status: 'waiting', ...(blockedSince !== undefined && { blockedSince }) };
  }
  const { fence = 0, tests, deployedAt } = wave;
  const opened = { openedAt, fence, tests, ...(deployedAt !== undefined && { deployedAt }) };
  const bake = bakeOf(wave);
  if (bake === undefined) {
    return isOver
      ? { ...ended, ...opened, reached: 'targets' }
      : { ...common, ...opened, status: 'open' };
  }
  if (isOver) return { ...ended, ...opened, bake, reached: 'bake' };
  const { verdict, reason = '', bakedAt = openedAt } = wave;
  if (verdict === undefined) return { ...common, ...opened, bake, status: 'baking' };
  const judged = { verdict, reason, ...(verdict === 'pass' && { at: bakedAt }) };
  return { ...common, ...opened, bake, status: 'judged', judged };
}

function endOf({ outcome, verdict, reason, bakedAt, openedAt = '' }: Before) {
  const at = outcome === 'Passed' ? (bakedAt ?? openedAt) : bakedAt;
  return {
    outcome,
    ...(at !== undefined && { bakedAt: at }),
    ...(verdict && { verdict }),
    ...(reason !== undefined && { reason }),
  };
}

function bakeOf({ bakeStartedAt: startedAt, extendedAt, ...wave }: Before) {
  if (startedAt === undefined) return undefined;
  const { extensions: times = 1, traffic, lastLook, suspects } = wave;
  return {
    startedAt,
    ...(extendedAt !== undefined && { extended: { at: extendedAt, times } }),
    ...(traffic !== undefined && { traffic }),
    ...(lastLook && { lastLook }),
    ...(suspects && { suspects }),
  };
}

export const wave1 = schema.transform(now);
