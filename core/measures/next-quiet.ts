// What would be accepted of a noisy alarm now, by what it has failed and what it has lost already.

import type { Quiet } from '../quiet.ts';
import type { AlarmNoise } from './noise.ts';

type Next =
  | { readonly loses: Quiet['loses']; readonly noisy: readonly AlarmNoise[] }
  | { readonly refused: string };

/**
 * What would be accepted of an alarm now: first it loses its right to page, and with that in force, and noisy enough,
 * its right to block.
 *
 *     proposed: page,  none in force   →  page
 *     proposed: block, none in force   →  page: one after the other
 *     proposed: block, page in force   →  block
 *     proposed: page,  page in force   →  refused
 *     nothing proposed                 →  refused
 */
export function nextQuiet(
  alarm: string,
  noise: readonly AlarmNoise[],
  before: Quiet | undefined,
): Next {
  const own = noise.filter((each) => each.alarm === alarm);
  const noisy = own.filter(({ proposal }) => proposal !== 'none');
  if (own.length === 0) return { refused: `${alarm} has failed no bake` };
  if (noisy.length === 0) {
    const [{ fired, harmless } = { fired: 0, harmless: 0 }] = own;
    const few = `of the ${fired} bakes that it failed people call ${harmless} harmless`;
    return { refused: `nothing is proposed of ${alarm}: ${few} (tidegate correct)` };
  }
  if (before === undefined) return { loses: 'page', noisy };
  const worst = noisy.filter(({ proposal }) => proposal === 'loses its right to block');
  if (worst.length > 0) return { loses: 'block', noisy: worst };
  return {
    refused: `${alarm} has lost its right to page until ${before.until}, and more is not proposed`,
  };
}
