// The labelled releases of `../shared/bake-cases`, read where they lie.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Case, readCase } from '@tidegate/judge/case';
import type { Answer } from './baseline.ts';

export interface Suite {
  readonly neg: number;
  readonly fr: number;
  readonly negInc: number;
  readonly delay: number[];
  readonly rk: number;
  readonly top1: number;
}

export interface Score {
  readonly suites: Readonly<Record<string, Suite>>;
  readonly changeRanking: { readonly n: number; readonly top1: number };
  readonly telemetry: {
    readonly n: number;
    readonly caught: number;
    readonly silent: number;
    readonly silentPassed: number;
  };
}

/** What the bench itself reads of a label; the scorer reads the rest. */
export interface Label {
  readonly label: 'pass' | 'fail';
  readonly suite: string;
  readonly source: string;
  readonly group: string;
}

export type Labels = Readonly<Record<string, Label>>;

export const folder = resolve(import.meta.dirname, '../../../../shared/bake-cases');

export function isThere(): boolean {
  if (existsSync(folder)) return true;
  console.log(`expected the labelled releases in ${folder}, found nothing: nothing to compare`);
  return false;
}

export function readCases(): Case[] {
  const text = gunzipSync(readFileSync(`${folder}/cases.jsonl.gz`)).toString('utf8');
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const reading = readCase(JSON.parse(line));
    return reading.ok ? [reading.case] : [];
  });
}

export function readLabels(): Labels {
  return JSON.parse(readFileSync(`${folder}/labels.json`, 'utf8')) as Labels;
}

/** The scorer that came with the releases. */
export async function readScorer(): Promise<
  (answers: Record<string, Answer>, labels: Labels) => Score
> {
  const it = (await import(pathToFileURL(`${folder}/score.mjs`).href)) as {
    score: (answers: Record<string, Answer>, labels: Labels) => Score;
  };
  return it.score;
}

export function part(some = 0, all = 0): string {
  return all === 0 ? '-' : `${((100 * some) / all).toFixed(1)}%`;
}
