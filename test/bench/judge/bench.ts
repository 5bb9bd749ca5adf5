// `npm run bench:judge`: our judge beside the published ones on the labelled releases, in one run, one table.

import { judge } from '@tidegate/judge';
import type { Case } from '@tidegate/judge/case';
import type { Baseline } from './baseline.ts';
import { measureBudgets } from './budgets.ts';
import { crossValidate } from './cross-validate.ts';
import { kayenta } from './kayenta.ts';
import { isThere, part, readCases, readLabels, readScorer, type Score } from './labelled.ts';
import { sigmaRule } from './sigma.ts';

const severe = ['availability', 'errors', 'latency'];

const judges: readonly (readonly [string, Baseline])[] = [
  ['Tidegate, quiet', (it) => judge(it, { sensitivity: 'quiet' })],
  ['Tidegate, normal', (it) => judge(it)],
  ['Tidegate, sensitive', (it) => judge(it, { sensitivity: 'sensitive' })],
  ['Kayenta, 95/75', kayenta({ critical: [], everyPoint: false })],
  ['Kayenta, errors and latency critical', kayenta({ critical: severe, everyPoint: false })],
  ['the same, every point', kayenta({ critical: severe, everyPoint: true })],
  ['3-sigma, any point', sigmaRule({ sigmas: 3, points: 1 })],
  ['3-sigma, 3 of 3', sigmaRule({ sigmas: 3, points: 3 })],
  ['5-sigma, 3 of 3', sigmaRule({ sigmas: 5, points: 3 })],
  ['CloudWatch-style band of 2, 3 of 3', sigmaRule({ sigmas: 2, points: 3 })],
];

const columns = [
  'false rollbacks',
  'caught',
  'silent passed',
  'A/A',
  'delay',
  'culprit',
  'root cause',
  'undecided',
  'ms',
];

await run(process.argv.slice(2));

async function run([mode, number]: readonly string[]): Promise<void> {
  if (mode === '--budgets') return measureBudgets(Number(number ?? 2000));
  if (mode !== undefined && mode !== '--cross-validate')
    throw new Error(`expected --cross-validate [draws] or --budgets [bakes], got ${mode}`);
  if (!isThere()) return;
  if (mode === '--cross-validate') await crossValidate(Number(number ?? 100));
  else await compare();
}

async function compare(): Promise<void> {
  const cases = readCases();
  const labels = readLabels();
  const score = await readScorer();
  print('', columns);
  for (const [name, baseline] of judges) {
    const answers = Object.fromEntries(cases.map((it) => [it.id, baseline(it)]));
    print(name, row(score(answers, labels), milliseconds(baseline, cases)));
  }
}

/** Milliseconds for a hundred metrics, on the cases of about that size; the best of three rounds. */
function milliseconds(baseline: Baseline, cases: readonly Case[]): number {
  const large = cases.filter(({ metrics }) => metrics.length > 80).slice(0, 40);
  const metrics = large.reduce((sum, it) => sum + it.metrics.length, 0);
  const rounds = [1, 2, 3].map(() => {
    const from = performance.now();
    for (const it of large) baseline(it);
    return performance.now() - from;
  });
  return (100 * Math.min(...rounds)) / metrics;
}

function row({ suites, changeRanking, telemetry }: Score, ms: number): string[] {
  const headline = suites['HEADLINE real deploys'];
  const alike = suites['canary-aa/ChangeRCA'];
  const petShop = suites['beforeafter/PetShop'];
  return [
    part(headline?.fr, headline?.neg),
    part(telemetry.caught, telemetry.n),
    `${telemetry.silentPassed} of ${telemetry.silent}`,
    part(alike?.fr, alike?.neg),
    median(headline?.delay ?? []),
    part(changeRanking.top1, changeRanking.n),
    part(petShop?.top1, petShop?.rk),
    part(headline?.negInc, headline?.neg),
    ms.toFixed(2),
  ];
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? '-' : String(sorted[sorted.length >> 1]);
}

function print(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(16)).join(''));
}
