// What must not change together: two regions of a declared pair, two cells of a region, two of a scale unit.

import type { TargetDefinition } from '../pipeline/target-schema.ts';

export type ApartRule = 'region-pair' | 'cell' | 'scale-unit';

export interface Clash {
  readonly rule: ApartRule;
  /** What the target may not stand beside, in words. */
  readonly text: string;
}

/** The targets of one wave so far, as far as they keep others out. */
export interface Company {
  /** Why the target may not join, or undefined if it may. */
  clashOf(target: TargetDefinition): Clash | undefined;
  add(target: TargetDefinition): void;
}

export type RegionPairs = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * For each region the ones that stand in for it.
 *
 *     [[a, b], [b, c]]  →  a: b; b: a, c; c: b
 */
export function regionPairs(neverTogether: readonly (readonly string[])[] = []): RegionPairs {
  const pairs = new Map<string, Set<string>>();
  for (const list of neverTogether) {
    for (const region of list) {
      const others = pairs.get(region) ?? new Set();
      for (const other of list) if (other !== region) others.add(other);
      pairs.set(region, others);
    }
  }
  return pairs;
}

export function companyOf(pairs: RegionPairs): Company {
  const regions = new Set<string>();
  const cells = new Map<string, string>();
  const units = new Map<string, string>();

  return {
    clashOf(target) {
      const { region, cell } = target;
      const apart = wordsOf(target);
      const paired = [...(pairs.get(region) ?? [])].find((other) => regions.has(other));
      if (paired) return { rule: 'region-pair', text: `${region} beside ${paired}` };
      const held = cells.get(region);
      if (cell !== undefined && held !== undefined && held !== cell)
        return { rule: 'cell', text: `cell ${cell} of ${region} beside cell ${held}` };
      const unit = apart.find((word) => units.has(word));
      if (unit === undefined) return undefined;
      return { rule: 'scale-unit', text: `it shares ${unit} with ${units.get(unit)}` };
    },
    add(target) {
      const { name, region, cell } = target;
      regions.add(region);
      if (cell !== undefined) cells.set(region, cell);
      for (const word of wordsOf(target)) units.set(word, name);
    },
  };
}

/** Slices of one StackSet are by themselves apart: a set does one thing at a time. */
function wordsOf({ apart = [], stackSet, account, region }: TargetDefinition): readonly string[] {
  if (stackSet === undefined) return apart;
  return [...apart, `StackSet ${stackSet.name} of ${account} ${region}`];
}
