// Time and chance as expressions see them.

import { type Chance, chanceFrom } from '../../chance.ts';

export interface World {
  /** Milliseconds since 1970 on the virtual clock. */
  millis(): number;
  readonly chance: Chance;
}

type NativeFunction = (...args: never[]) => unknown;

/** `$now $millis $random $shuffle $uuid`, bound to the world in place of jsonata's own. */
export function worldFunction(name: string, world: World): NativeFunction | undefined {
  return makers.get(name)?.(world);
}

const makers = new Map<string, (world: World) => NativeFunction>([
  ['millis', (world) => () => world.millis()],
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

/** `$random(seed)` gives the same number for the same seed. */
function seeded(seed: number): number {
  return chanceFrom(Math.trunc(seed)).next();
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
