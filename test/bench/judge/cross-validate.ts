// npm run bench:judge -- --cross-validate: what the tuned numbers are worth on releases they were not tuned to.

import { judge } from '@tidegate/judge';
import type { Case } from '@tidegate/judge/case';
import { count, gauge, past, shareOf, toleranceOf } from '@tidegate/judge/settings';
import { type Chance, chance } from '../../../packages/judge/test/making.ts';
import type { Answer } from './baseline.ts';
import { type Labels, part, readCases, readLabels, readScorer, type Score } from './labelled.ts';

/** A number of settings.ts that a configuration draws anew, within a third and three times what it is. */
interface Knob {
  readonly name: string;
  readonly holder: object;
  readonly key: string;
}

const knob = (holder: object, ...keys: readonly string[]): Knob[] =>
  keys.map((key) => ({ name: key, holder, key }));

const knobs: readonly Knob[] = [
  ...knob(gauge, 'toleranceSpreads', 'freedom', 'mostPerPoint'),
  ...knob(past, 'trust'),
  ...knob(count, 'sharpness', 'timesUsual', 'dispersionErrors', 'mostPerPoint'),
  ...gauge.laws.flatMap((law) => knob(law, 'shift')),
  ...(['latency', 'errors', 'cpu'] as const).flatMap((kind) =>
    knob(toleranceOf[kind], 'tolerance', 'floor'),
  ),
  ...knob(toleranceOf.latency, 'peerTolerance'),
  ...knob(shareOf, 'errors', 'latency', 'saturation'),
];

type Configuration = readonly number[];

interface Fold {
  readonly name: string;
  readonly holds: (id: string) => boolean;
}

interface Tally {
  readonly harmless: number;
  readonly falseRollbacks: number;
  readonly telling: number;
  readonly caught: number;
}

type Tried = { readonly answers: Record<string, Answer> };

/** Prints what the best configuration on all else reaches on each fold left out, and on all of them together. */
export async function crossValidate(draws: number): Promise<void> {
  const labels = readLabels();
  const cases = readCases().filter(({ id }) => isDeployed(labels, id));
  const score = await readScorer();
  const random = chance(2026);
  const now = knobs.map(({ holder, key }) => (holder as Record<string, number>)[key] as number);
  const tried = Array.from({ length: draws }, (_, at) =>
    answersWith(at === 0 ? now : drawn(random, now), cases),
  );
  set(now);
  const count = (it: Tried, ids: (id: string) => boolean) => tallyOf(score, labels, it, ids);
  printSpread(tried.map((it) => count(it, () => true)));
  // The numbers as they are were chosen with all sources in sight: they may not be chosen here.
  const blind = tried.slice(1);
  for (const folds of [wholeSources(labels), halves(labels)]) printFolds(folds, blind, count);
}

function isDeployed(labels: Labels, id: string): boolean {
  return ['canary', 'canary-aa', 'beforeafter'].includes(labels[id]?.suite ?? '');
}

/** Each number times a factor of a third to three, evenly on a scale of factors. */
function drawn(random: Chance, now: Configuration): Configuration {
  return now.map((it) => it * 3 ** (2 * random() - 1));
}

function set(values: Configuration): void {
  knobs.forEach(({ holder, key }, at) => {
    (holder as Record<string, number>)[key] = values[at] as number;
  });
}

function answersWith(values: Configuration, cases: readonly Case[]): Tried {
  set(values);
  return { answers: Object.fromEntries(cases.map((it) => [it.id, judge(it)])) };
}

function tallyOf(
  score: (answers: Record<string, Answer>, labels: Labels) => Score,
  labels: Labels,
  { answers }: Tried,
  holds: (id: string) => boolean,
): Tally {
  const of = Object.fromEntries(
    Object.entries(labels).filter(([id]) => isDeployed(labels, id) && holds(id)),
  );
  const { suites, telemetry } = score(answers, of);
  const headline = suites['HEADLINE real deploys'];
  return {
    harmless: headline?.neg ?? 0,
    falseRollbacks: headline?.fr ?? 0,
    telling: telemetry.n,
    caught: telemetry.caught,
  };
}

function wholeSources(labels: Labels): Fold[] {
  return sourcesOf(labels).map((name) => ({ name, holds: (id) => labels[id]?.source === name }));
}

/** Half of a source: every other group of releases made together, or every other release where there is one group. */
function halves(labels: Labels): Fold[] {
  return sourcesOf(labels).flatMap((name) => {
    const ids = Object.keys(labels).filter(
      (id) => isDeployed(labels, id) && labels[id]?.source === name,
    );
    const groups = [...new Set(ids.map((id) => labels[id]?.group))];
    const isFirst = (id: string) =>
      (groups.length > 1 ? groups.indexOf(labels[id]?.group) : ids.indexOf(id)) % 2 === 0;
    return [true, false].map((first) => ({
      name: `${first ? 'one half' : 'the other half'} of ${name}`,
      holds: (id: string) => labels[id]?.source === name && isFirst(id) === first,
    }));
  });
}

function sourcesOf(labels: Labels): string[] {
  const ids = Object.keys(labels).filter((id) => isDeployed(labels, id));
  return [...new Set(ids.map((id) => labels[id]?.source ?? ''))];
}

type Count = (it: Tried, holds: (id: string) => boolean) => Tally;

function printFolds(folds: readonly Fold[], tried: readonly Tried[], count: Count): void {
  const reached = folds.map(({ name, holds }) => {
    const best = bestOf(tried, (it) => count(it, (id) => !holds(id)));
    const tally = count(best, holds);
    print(`left out: ${name}`, tally);
    return tally;
  });
  print(
    'left out, together',
    reached.reduce((a, b) => ({
      harmless: a.harmless + b.harmless,
      falseRollbacks: a.falseRollbacks + b.falseRollbacks,
      telling: a.telling + b.telling,
      caught: a.caught + b.caught,
    })),
  );
}

/** The one that catches the most at no more than 1% false rollbacks; of equals that with the fewest, the earliest. */
function bestOf(tried: readonly Tried[], count: (it: Tried) => Tally): Tried {
  const worth = ({ harmless, falseRollbacks, caught }: Tally) =>
    (falseRollbacks > 0.01 * harmless ? -1000 : 0) + caught - 0.01 * falseRollbacks;
  let best = tried[0] as Tried;
  let most = worth(count(best));
  for (const it of tried) {
    const here = worth(count(it));
    if (here > most) [best, most] = [it, here];
  }
  return best;
}

function printSpread(all: readonly Tally[]): void {
  const within = all.filter((it) => it.falseRollbacks <= 0.01 * it.harmless).length;
  console.log(`${all.length} configurations, ${within} of them at most 1% false rollbacks`);
  print('as settings.ts has it', all[0] as Tally);
  for (const [name, at] of [
    ['the worst tenth catches at most', 0.1],
    ['the middle one', 0.5],
  ] as const) {
    const byCaught = [...all].sort((a, b) => a.caught - b.caught);
    print(name, byCaught[Math.floor(at * (all.length - 1))] as Tally);
  }
}

function print(name: string, { harmless, falseRollbacks, telling, caught }: Tally): void {
  const falsely = `${falseRollbacks} of ${harmless} false, ${part(falseRollbacks, harmless)}`;
  console.log(
    `${name.padEnd(36)}${falsely.padStart(26)}${`${caught} of ${telling} caught, ${part(caught, telling)}`.padStart(28)}`,
  );
}
