// What is known so far, kept beside the tree, so that a long run goes on where it was stopped.

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root, textOf } from './all-mutants.ts';
import type { Mutant } from './mutant.ts';

/** A world or a file of tests, played as the tree is. */
export interface Played {
  readonly isClean: boolean;
  /** Of processor; the least that it was seen to take. */
  seconds: number;
  /** The numbers of the mutants that would have made a difference to it. */
  readonly reached: readonly number[];
}

export type Baseline = Readonly<Record<string, Played>>;

export interface Finding {
  /** What was played with it, in this order. */
  readonly tried: readonly string[];
  /** The last of them, where that found it. */
  readonly foundBy?: string;
  readonly problem?: string;
}

const FOLDER = join(root, '.tidegate/mutants');
const PROBES = join(FOLDER, 'probes.json');

/** Numbers are of one list of mutants; with another, all is played again. */
export function readBaseline(mutants: readonly Mutant[]): Record<string, Played> {
  const kept = readJson<{ readonly of: string; readonly played: Record<string, Played> }>(PROBES);
  return kept?.of === digestOf(mutants) ? kept.played : {};
}

export function keepBaseline(mutants: readonly Mutant[], played: Baseline): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${PROBES}.new`, JSON.stringify({ of: digestOf(mutants), played }));
  renameSync(`${PROBES}.new`, PROBES);
}

function digestOf(mutants: readonly Mutant[]): string {
  return digest(mutants.map(({ id }) => id).join('\n'));
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

export interface Findings {
  of(mutant: Mutant): Finding | undefined;
  keep(mutant: Mutant, finding: Finding): void;
  forget(): void;
}

/**
 * One line for each, by the mutant's id and its file's digest; a later one takes an earlier one's place. Without a name
 * they are kept nowhere.
 */
export function findingsOf(name: string | undefined): Findings {
  const file = join(FOLDER, `findings-${name}.jsonl`);
  const known = new Map<string, Finding>();
  for (const line of name === undefined ? [] : linesOf(file)) {
    const { key, ...finding } = parsedLine(line);
    known.set(key, finding);
  }
  return {
    of: (mutant) => known.get(keyOf(mutant)),
    keep: (mutant, finding) => {
      const key = keyOf(mutant);
      known.set(key, finding);
      if (name === undefined) return;
      mkdirSync(FOLDER, { recursive: true });
      appendFileSync(file, `${JSON.stringify({ key, ...finding })}\n`);
    },
    forget: () => {
      known.clear();
      rmSync(file, { force: true });
    },
  };
}

/** A line that was not written to its end is that of a mutant which is tried again. */
function parsedLine(line: string): Finding & { readonly key: string } {
  try {
    return JSON.parse(line);
  } catch {
    return { key: '', tried: [] };
  }
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

const digests = new Map<string, string>();

function keyOf({ id, file }: Mutant): string {
  const known = digests.get(file) ?? digest(textOf(file));
  digests.set(file, known);
  return `${id} @${known}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
