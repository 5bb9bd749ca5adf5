// What is drawn from a seed's chance.

import { type Chance, chanceFrom } from '@tidegate/embedded-aws/chance';

export interface Draws {
  /** One of these, each as likely. */
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  /** Whether something with this likelihood happens. */
  chance(likelihood: number): boolean;
  /** A whole number from one to the other, both of them possible. */
  between(least: number, most: number): number;
  /** So many things, or fewer. */
  some<T>(most: number, make: (index: number) => T): T[];
  /** A duration as people write it. */
  seconds(least: number, most: number): string;
  minutes(least: number, most: number): string;
  /** Draws that are a function of this seed and the name alone: what is drawn of one does not move the other. */
  of(name: string): Draws;
}

export function drawsFrom(seed: number): Draws {
  return drawsOf(chanceFrom(seed));
}

function drawsOf(chance: Chance): Draws {
  const between = (least: number, most: number) => least + chance.below(most - least + 1);
  return {
    pick: <T>(from: readonly T[]) => {
      const picked = from[chance.below(from.length)];
      if (picked === undefined) throw new Error('Expected something to pick from, got nothing.');
      return picked;
    },
    chance: (likelihood) => chance.next() < likelihood,
    between,
    some: (most, make) => Array.from({ length: between(0, most) }, (_, index) => make(index)),
    seconds: (least, most) => `${between(least, most)}s`,
    minutes: (least, most) => `${between(least, most)}m`,
    of: (name) => drawsOf(chance.stream(name)),
  };
}
