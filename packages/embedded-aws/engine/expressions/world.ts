// Time and chance as expressions see them.

import type { Chance } from '../../chance.ts';

export interface World {
  /** Milliseconds since 1970 on the virtual clock. */
  millis(): number;
  readonly chance: Chance;
}

type NativeFunction = (...args: never[]) => unknown;

/** `$random $shuffle $uuid`, bound to the world in place of jsonata's own; the time is told with each evaluation. */
export function worldFunction(name: string, world: World): NativeFunction | undefined {
  return makers.get(name)?.(world);
}

const makers = new Map<string, (world: World) => NativeFunction>([
  [
    'uuid',
    ({ chance }) =>
      () =>
        chance.uuid(),
  ],
  [
    'random',
    ({ chance }) =>
      (seed?: number) =>
        seed === undefined ? chance.next() : seeded(seed),
  ],
  [
    'shuffle',
    ({ chance }) =>
      (items?: readonly unknown[] | unknown) =>
        shuffle(items, chance),
  ],
]);

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/** `$random(seed)` is the first number of Java's `Random` with that seed, as on AWS: 42 gives 0.7275636800328681. */
function seeded(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const bits = (count: bigint) => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return Number(state >> (48n - count));
  };
  return (bits(26n) * 2 ** 27 + bits(27n)) / 2 ** 53;
}

function shuffle(items: unknown, chance: Chance): unknown {
  if (items === undefined) return undefined;
  const shuffled = Array.isArray(items) ? [...items] : [items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
