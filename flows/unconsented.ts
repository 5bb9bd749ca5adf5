// A wave of which nothing was executed, since nobody has consented to what it may destroy: nothing is to be taken back.

import { resultOf, UNCONSENTED } from '../core/intent.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Wave } from '../core/wave.ts';
import { itemsOf } from './gather-truth.ts';
import type { Ports } from './ports.ts';

/** Why nothing was; undefined where something was, which is to be taken back. */
export async function unconsentedIn(ports: Ports, wave: Wave): Promise<string | undefined> {
  const items = await itemsOf(ports, wave);
  const own = [...items.values()].filter(({ intent }) => intent?.release === wave.release);
  if (own.some(({ intent }) => resultOf(intent) !== 'GivenUp')) return undefined;
  const texts = own.flatMap(({ name, intent }) =>
    intent?.status === 'ended' && intent.end.reason.startsWith(UNCONSENTED)
      ? [`${name}: ${intent.end.reason}`]
      : [],
  );
  return texts.length === 0 ? undefined : `nothing was changed: ${reasonOf(texts)}`;
}
