// A file with all its mutants in it, each behind a switch: so one process that has loaded it once plays one
// mutant after
// the other.
//
// Each switch says as well whether its mutant would have made a difference: a condition that is not true may be left
// away, and a half whose other half says the same. What makes no difference anywhere need not be played.

import type { How, Mutant, Place } from './mutant.ts';

/** A mutant by its number among all of the tree. */
export interface Numbered {
  readonly mutant: Mutant;
  readonly number: number;
}

interface Site extends Place {
  readonly all: readonly { readonly how: How; readonly number: number }[];
}

/**
 * The text with each mutant at its place.
 *
 *     if (c) throw …   →  if ((c) && !mutantSwitch.is(7)) throw …
 *     await act();     →  { if (!mutantSwitch.is(8)) await act(); }
 *     a && b           →  (on(1) ? (a) : on(2) ? (b) : left(2, true, a) && right(1, true, b))
 *     const LAG = 45;  →  let LAG = 45; mutantSwitch.bound(…)
 */
export function withSwitches(text: string, mutants: readonly Numbered[]): string {
  const sites = sitesOf(mutants);

  /** A part of the text, with those of the sites in it that are not inside of another one. */
  function part({ start, end }: Place, inside: readonly Site[]): string {
    const pieces: string[] = [];
    let at = start;
    for (const [index, site] of inside.entries()) {
      if (site.start < at || site.end > end) continue;
      const rest = inside.slice(index + 1).filter((each) => isWithin(each, site));
      pieces.push(text.slice(at, site.start), switched(site, rest));
      at = site.end;
    }
    return pieces.join('') + text.slice(at, end);
  }

  function switched(site: Site, inside: readonly Site[]): string {
    const [{ how, number }] = site.all as [Site['all'][number]];
    switch (how.what) {
      case 'condition':
        return `(${part(site, inside)}) && !mutantSwitch.is(${number})`;
      case 'call':
        return `{ if (!mutantSwitch.is(${number})) ${part(site, inside)} }`;
      case 'bound':
        return `${text.slice(site.start, site.end).replace(/^const/, 'let')}${boundOf(site)}`;
      case 'half':
        return halves(how, site, inside);
    }
  }

  function halves(
    { operator, left, right }: Extract<How, { what: 'half' }>,
    { all }: Site,
    inside: readonly Site[],
  ): string {
    const numberOf = (keeps: 'left' | 'right') =>
      all.find(({ how }) => how.what === 'half' && how.keeps === keeps)?.number;
    const [keepsLeft, keepsRight] = [numberOf('left'), numberOf('right')];
    const alone = (number: number | undefined, { start, end }: Place) =>
      number === undefined ? '' : `mutantSwitch.on(${number}) ? (${text.slice(start, end)}) : `;
    const told = (number: number | undefined, side: 'left' | 'right') => {
      const place = { left, right }[side];
      const own = part(
        place,
        inside.filter((each) => isWithin(each, place)),
      );
      // `a && b` comes to what `a` does, where `b` is true; and to what `b` does, where `a` is.
      const passes = operator === '&&';
      return number === undefined ? own : `mutantSwitch.${side}(${number}, ${passes}, ${own})`;
    };
    const both = `${told(keepsRight, 'left')} ${operator} ${told(keepsLeft, 'right')}`;
    return `(${alone(keepsLeft, left)}${alone(keepsRight, right)}${both})`;
  }

  return part({ start: 0, end: text.length }, sites);
}

function boundOf({ all }: Site): string {
  return all
    .map(({ how, number }) =>
      how.what === 'bound'
        ? ` mutantSwitch.bound(${number}, ${how.name}, ${how.value}, (value) => { ${how.name} = value; });`
        : '',
    )
    .join('');
}

function isWithin(site: Place, { start, end }: Place): boolean {
  return start <= site.start && site.end <= end;
}

/** Those of one place are one site; from the outside in, as they stand in the text. */
function sitesOf(mutants: readonly Numbered[]): Site[] {
  const found = mutants.flatMap(({ mutant: { how, start, end }, number }) =>
    how === undefined
      ? []
      : [{ how, number, ...(how.what === 'bound' ? how.declaration : { start, end }) }],
  );
  const grouped = Map.groupBy(found, ({ start, end, how }) => `${start} ${end} ${how.what}`);
  return [...grouped.values()]
    .map((all) => ({ start: all[0]?.start ?? 0, end: all[0]?.end ?? 0, all }))
    .sort((one, other) => one.start - other.start || other.end - one.end || outerFirst(one, other));
}

/** A condition that is one `a && b` has the same place as that. */
function outerFirst(one: Site, other: Site): number {
  const rank = ({ all }: Site) => (all[0]?.how.what === 'half' ? 1 : 0);
  return rank(one) - rank(other);
}
