// What many bad days came to.

import type { Outcome } from '../../core/outcome.ts';
import type { Harm } from './draw-bad-day.ts';
import type { Page, PlayedDay } from './play-day.ts';

export interface Day extends PlayedDay {
  readonly seed: number;
  readonly harm: Harm;
  /** See `BadDay`. */
  readonly where: string | null;
  readonly hasTrouble: boolean;
}

/** Of some days: what half of them stay within, what nine of ten do, and the worst with its seed. */
export interface Spread {
  readonly days: number;
  readonly half: number;
  readonly nineInTen: number;
  readonly worst: number;
  readonly worstSeed: number;
}

export interface Totals {
  readonly days: number;
  /** How many ended so, by what was bad. */
  readonly ends: readonly HarmEnds[];
  /** Seeds of those that were promoted though what they did to people went on. */
  readonly missed: readonly number[];
  /** Of the days on which it was bad, and not promoted. */
  readonly targets: Spread | null;
  readonly mostOfTraffic: Spread | null;
  readonly trafficMinutes: Spread | null;
  /** Seeds of those of them after which production still serves it. */
  readonly goesOn: readonly number[];
  /** Of those on which something was taken back. */
  readonly safeSeconds: Spread | null;
  /** On how many days. */
  readonly pages: readonly (readonly [Page, number])[];
  readonly toDo: readonly (readonly [string, number])[];
}

export interface HarmEnds {
  readonly harm: Harm;
  readonly days: number;
  readonly outcomes: Readonly<Partial<Record<Outcome | 'none', number>>>;
}

/** What people feel for as long as the revision runs. */
const FELT: ReadonlySet<Harm> = new Set(['alarm', 'metric', 'silence']);

export function totalsOf(days: readonly Day[]): Totals {
  const kept = days.filter(({ harm, outcome }) => harm !== 'none' && outcome !== 'Promoted');
  const spread = (of: readonly Day[], value: (day: Day) => number | null) =>
    spreadOf(
      of.flatMap((day) => {
        const its = value(day);
        return its === null ? [] : [{ seed: day.seed, value: its }];
      }),
    );
  return {
    days: days.length,
    ends: [...Map.groupBy(days, ({ harm }) => harm)].map(endsOf).toSorted(byDays),
    missed: days
      .filter(({ harm, outcome }) => FELT.has(harm) && outcome === 'Promoted')
      .map(({ seed }) => seed),
    targets: spread(kept, ({ exposed }) => exposed.targets.length),
    mostOfTraffic: spread(kept, ({ exposed }) => exposed.mostOfTraffic),
    trafficMinutes: spread(kept, ({ exposed }) => exposed.trafficMinutes),
    goesOn: kept.filter(({ exposed }) => exposed.goesOn).map(({ seed }) => seed),
    safeSeconds: spread(days, ({ safeSeconds }) => safeSeconds),
    pages: counted(days.flatMap(({ pages }) => [...new Set(pages)])),
    toDo: counted(days.flatMap(({ toDo }) => [...new Set(toDo.map(withoutNumber))])),
  };
}

interface Valued {
  readonly seed: number;
  readonly value: number;
}

function spreadOf(all: readonly Valued[]): Spread | null {
  const sorted = all.toSorted((a, b) => a.value - b.value || a.seed - b.seed);
  const worst = sorted.at(-1);
  if (worst === undefined) return null;
  const within = (part: number) =>
    sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]?.value ?? worst.value;
  return {
    days: sorted.length,
    half: within(0.5),
    nineInTen: within(0.9),
    worst: worst.value,
    worstSeed: sorted.find(({ value }) => value === worst.value)?.seed ?? worst.seed,
  };
}

function endsOf([harm, days]: readonly [Harm, readonly Day[]]): HarmEnds {
  const outcomes = counted(days.map(({ outcome }) => outcome ?? ('none' as const)));
  return { harm, days: days.length, outcomes: Object.fromEntries(outcomes) };
}

function byDays(a: HarmEnds, b: HarmEnds): number {
  return b.days - a.days || (a.harm < b.harm ? -1 : 1);
}

/** The most frequent first. */
function counted<T extends string>(all: readonly T[]): (readonly [T, number])[] {
  const groups = [...Map.groupBy(all, (each) => each)];
  return groups
    .map(([each, { length }]) => [each, length] as const)
    .toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
}

/** Which release it was is of no interest in many days. */
function withoutNumber(command: string): string {
  return command.replace(/ --release \S+/, '');
}
