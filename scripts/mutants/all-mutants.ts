// All mutants of this tree, in the order of their files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MachineMutant, machineMutants } from './machine-mutants.ts';
import type { Mutant } from './mutant.ts';
import { safeguards } from './safeguards.ts';
import { sourceMutants } from './source-mutants.ts';

export const root = join(import.meta.dirname, '../..');
const MACHINES = 'statemachines';

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function allMutants(): (Mutant | MachineMutant)[] {
  const machines = readdirSync(join(root, MACHINES)).map((name) => `${MACHINES}/${name}`);
  const sources = Object.entries(safeguards).flatMap(([kind, files]) =>
    files.map((file) => ({ kind, file })),
  );
  return [
    ...machines.flatMap((file) => machineMutants(file, textOf(file))),
    ...sources.flatMap(({ kind, file }) => sourceMutants(kind, file, textOf(file))),
  ];
}
