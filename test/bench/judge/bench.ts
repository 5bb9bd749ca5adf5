// `npm run bench:judge`: our judge beside the published ones on the labelled releases, in one run, one table.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Case, readCase } from '../../../core/judge/case.ts';
import { judge } from '../../../core/judge/judge.ts';
import type { Answer, Baseline } from './baseline.ts';
import { kayenta } from './kayenta.ts';
import { sigmaRule } from './sigma.ts';

interface Suite {
  readonly neg: number;
  readonly fr: number;
  readonly negInc: number;
  readonly delay: number[];
  readonly rk: number;
  readonly top1: number;
}

interface Score {
  readonly suites: Readonly<Record<string, Suite>>;
  readonly changeRanking: { readonly n: number; readonly top1: number };
  readonly telemetry: {
    readonly n: number;
    readonly caught: number;
    readonly silent: number;
    readonly silentPassed: number;
  };
}

type Scorer = (answers: Record<string, Answer>, labels: unknown) => Score;

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

const folder = resolve(import.meta.dirname, '../../../../shared/bake-cases');
if (existsSync(folder)) await compare();
else console.log(`expected the labelled releases in ${folder}, found nothing: nothing to compare`);

async function compare(): Promise<void> {
  const cases = readCases();
  const labels: unknown = JSON.parse(readFileSync(`${folder}/labels.json`, 'utf8'));
  const scorer = (await import(pathToFileURL(`${folder}/score.mjs`).href)) as { score: Scorer };
  print('', columns);
  for (const [name, baseline] of judges) {
    const answers = Object.fromEntries(cases.map((it) => [it.id, baseline(it)]));
    print(name, row(scorer.score(answers, labels), milliseconds(baseline, cases)));
  }
}

function readCases(): Case[] {
  const text = gunzipSync(readFileSync(`${folder}/cases.jsonl.gz`)).toString('utf8');
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const reading = readCase(JSON.parse(line));
    return reading.ok ? [reading.case] : [];
  });
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

function part(some = 0, all = 0): string {
  return all === 0 ? '-' : `${((100 * some) / all).toFixed(1)}%`;
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? '-' : String(sorted[sorted.length >> 1]);
}

function print(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(16)).join(''));
}
