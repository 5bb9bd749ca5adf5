// Ids drawn from the seed, eight digits at a draw: a Map Run draws two for each of its children.

import type { Chance } from '../chance.ts';

/** Eight lower-case hexadecimal digits. */
function digits({ next }: Chance): string {
  return Math.floor(next() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
}

/** A version 4 UUID. */
export function uuid(chance: Chance): string {
  const [a, b, c, d] = [digits(chance), digits(chance), digits(chance), digits(chance)];
  const variant = '89ab'[Number.parseInt(c[0]!, 16) & 3];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
