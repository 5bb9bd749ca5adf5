// The calls of a release that are announced in its waves, as long as they may still take effect.

import type { Wave } from './wave.ts';

/** How long a call may take effect after it was announced: the life of the functions that announce one. */
export const HAND_SECONDS = 300;

/** The calls that may still take effect. */
export function handsOf({ hands = {} }: Pick<Wave, 'hands'>, nowMillis: number): string[] {
  const isLive = ([, since]: [string, string]) =>
    nowMillis - Date.parse(since) < HAND_SECONDS * 1000;
  return Object.entries(hands)
    .filter(isLive)
    .map(([hand]) => hand);
}
