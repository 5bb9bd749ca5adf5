// Seeded randomness: the only source of chance in the embedded AWS.

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  /** A lower-case hexadecimal string of the given length. */
  hex(length: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  /** An independent stream, a function of this seed and the name alone: draws on one do not move the other. */
  stream(name: string): Chance;
}

/** Chance from a 32-bit seed, by mulberry32 (Tommy Ettinger, public domain): the same draws on every machine. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = (length: number) => {
    let digits = '';
    while (digits.length < length) digits += '0123456789abcdef'[below(16)];
    return digits;
  };
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[below(4)]}${hex(3)}-${hex(12)}`;

  return { next, below, hex, uuid, stream: (name) => chanceFrom(mix(seed, name)) };
}

/** A seed for a named stream: FNV-1a over the name, started from the parent's seed. */
function mix(seed: number, name: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const character of name) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
