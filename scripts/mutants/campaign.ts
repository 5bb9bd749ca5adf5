// Tries mutants one after the other: first all is played as the tree is, then each mutant where it makes a difference.

import { cheapestFirst, playAsItIs, reachingIn } from './baseline.ts';
import type { Mutant } from './mutant.ts';
import { type Findings, keepBaseline, type Played } from './progress.ts';
import { wordOf } from './report.ts';
import type { Numbered } from './schemata.ts';
import { type Limits, probesFor, tryMutant } from './try-mutant.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

export interface Campaign {
  /** The whole tree's, as they are numbered. */
  readonly all: readonly Mutant[];
  /** Those that are tried. */
  readonly mine: readonly Numbered[];
  readonly probes: readonly string[];
  /** What was played before as the tree is. */
  readonly known: Record<string, Played>;
  readonly findings: Findings;
  readonly limits: Limits;
  readonly workers: number;
  readonly isKept: boolean;
  readonly say: (line: string) => void;
}

/** Of processor: a file of tests that takes longer is not played. */
const MOST_OF_A_PROBE = 8;

export async function carryOut(campaign: Campaign): Promise<void> {
  const places = Array.from({ length: campaign.workers }, () => openWorkplace());
  try {
    await playAll(campaign, places);
    await tryAll(campaign, places);
  } finally {
    for (const place of places) place.close();
  }
}

async function playAll(
  { all, probes, known, isKept, say }: Campaign,
  places: readonly Workplace[],
): Promise<void> {
  const left = probes.filter((probe) => known[probe] === undefined);
  await sideBySide(places, left, async (place, probe) => {
    const played = await playAsItIs(place, probe, MOST_OF_A_PROBE);
    known[probe] = played;
    say(`as it is: ${probe}, ${played.isClean ? '' : 'not '}clean`);
    if (isKept) keepBaseline(all, known);
  });
}

async function tryAll(campaign: Campaign, places: readonly Workplace[]): Promise<void> {
  const { all, mine, known, findings, limits, say } = campaign;
  const reaching = reachingIn(all, known);
  const finders = findersIn(campaign);
  await sideBySide(places, mine, async (place, { mutant, number }) => {
    const before = findings.of(mutant);
    const { file } = mutant;
    const candidates = cheapestFirst(reaching(number), known, file, finders.of(file));
    const probes = probesFor(before, candidates, known, limits);
    if (probes.length === 0 && before !== undefined) return;
    const finding = await tryMutant({ mutant, number, before }, probes, known, place);
    findings.keep(mutant, finding);
    finders.note(mutant.file, finding.foundBy);
    say(`${wordOf(finding)}  ${mutant.id}`);
  });
}

/** How many of a file's mutants each world and file of tests has found. */
function findersIn({ mine, findings }: Campaign) {
  const counts = new Map<string, Map<string, number>>();
  const of = (file: string) => counts.get(file) ?? new Map<string, number>();
  const note = (file: string, probe: string | undefined) => {
    if (probe !== undefined) counts.set(file, of(file).set(probe, (of(file).get(probe) ?? 0) + 1));
  };
  for (const { mutant } of mine) note(mutant.file, findings.of(mutant)?.foundBy);
  return { of, note };
}

/** Each place takes the next one as soon as it is free. */
async function sideBySide<T>(
  places: readonly Workplace[],
  all: readonly T[],
  work: (place: Workplace, each: T) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const takeNext = async (place: Workplace) => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(place, each);
  };
  await Promise.all(places.map(takeNext));
}
