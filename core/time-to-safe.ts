// How long it took from the first sign of harm until what was taken back ran its old revision again.

import * as z from 'zod';
import type { Charge } from './judging/charge.ts';
import type { Target } from './target.ts';
import { harmOf, hasBaked, type Wave } from './wave.ts';

export const safeSchema = z
  .strictObject({
    /** The first alarm that is charged; else when harm was found, or the way back began. */
    since: z.string(),
    /** When the last target was back. */
    at: z.string(),
    seconds: z.number(),
  })
  .readonly();

export type Safe = z.output<typeof safeSchema>;

/** Undefined where nothing was taken back. The targets are those that the release has touched last. */
export function timeToSafe(
  release: string,
  waves: readonly Wave[],
  targets: readonly Target[],
): Safe | undefined {
  const backs = targets.flatMap(({ intent }) => {
    const isBack =
      intent?.release === release && intent.doing === 'rollBack' && intent.drill === undefined;
    if (!isBack || intent.status !== 'ended' || intent.end.result !== 'Succeeded') return [];
    return intent.endedAt === undefined ? [] : [{ from: intent.startedAt, at: intent.endedAt }];
  });
  const at = latest(backs.map((back) => back.at));
  if (at === undefined) return undefined;
  const alarms = waves.flatMap(chargesOf).flatMap(({ since }) => since ?? []);
  const found = waves.flatMap((wave) => harmOf(wave)?.at ?? []);
  const began = backs.map(({ from }) => from);
  const since = earliest(alarms) ?? earliest(found) ?? earliest(began) ?? at;
  return { since, at, seconds: Math.max(0, (Date.parse(at) - Date.parse(since)) / 1000) };
}

function chargesOf(wave: Wave): readonly Charge[] {
  const baked = hasBaked(wave) ? wave.bake.lastLook?.charges : undefined;
  return harmOf(wave)?.charges ?? baked ?? [];
}

function earliest(times: readonly string[]): string | undefined {
  return times.toSorted()[0];
}

function latest(times: readonly string[]): string | undefined {
  return times.toSorted().at(-1);
}
