// What is known so far, kept beside the tree, so that a long run goes on where it was stopped.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, textOf } from './all-mutants.ts';
import type { Mutant } from './mutant.ts';

export interface PlayedSeed {
  /** `aimed 7`, or `seed 7`. */
  readonly seed: string;
  readonly isClean: boolean;
  /** The ids of the mutants whose places it reaches. */
  readonly reached: readonly string[];
}

export interface Finding {
  /** How many seeds that reach it were played, the one that found it among them. */
  readonly played: number;
  readonly foundBy?: string;
  readonly problem?: string;
}

export interface Progress {
  readonly seeds: Record<string, PlayedSeed>;
  /** By the mutant's id and its file's digest. */
  readonly findings: Record<string, Finding>;
}

const FOLDER = join(root, '.tidegate/mutants');

export function readProgress(name: string): Progress {
  try {
    return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Progress;
  } catch {
    return { seeds: {}, findings: {} };
  }
}

export function keepProgress(name: string, progress: Progress): void {
  const file = join(FOLDER, `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(progress));
  renameSync(`${file}.new`, file);
}

export function findingKey({ id, file }: Mutant): string {
  return `${id} @${createHash('sha256').update(textOf(file)).digest('hex').slice(0, 12)}`;
}
