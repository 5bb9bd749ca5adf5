// A case as files: what `tidegate simulate` plays, and beside it what happened.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { SeededCase } from './seeded-case.ts';

const PIPELINE = 'pipeline.yml';
const SCENARIO = 'scenario.yml';
const OWN = new Set([PIPELINE, SCENARIO, 'timeline.txt', 'README.md']);

export interface SavedWith {
  readonly problems: readonly string[];
  readonly timeline: string;
}

/** Writes the case into a folder, and answers the command that plays it again. */
export function saveCase(
  folder: string,
  saved: SeededCase,
  { problems, timeline }: SavedWith,
): string {
  const { seed, pipeline, scenario, files } = saved;
  mkdirSync(folder, { recursive: true });
  const used = Object.entries(files).filter(([name]) => isUsed(name, saved));
  for (const [name, text] of used) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, PIPELINE), stringify(pipeline));
  writeFileSync(join(folder, SCENARIO), stringify(withoutEmpty(scenario)));
  const command = `npx tidegate simulate ${join(folder, PIPELINE)} --scenario ${join(folder, SCENARIO)} --seed ${seed}`;
  const readme = [
    `# Seed ${seed}`,
    ...problems.map((problem) => `- ${problem}`),
    `Play it again: \`${command}\``,
    `With all checks: \`npm run -s simulate:many -- --case ${folder} --from ${seed}\``,
  ];
  writeFileSync(join(folder, 'README.md'), `${readme.join('\n\n')}\n`);
  writeFileSync(join(folder, 'timeline.txt'), timeline);
  return command;
}

/** A list of nothing says nothing. */
function withoutEmpty<T extends object>(scenario: T): object {
  const said = Object.entries(scenario).filter(([, of]) => !Array.isArray(of) || of.length > 0);
  return Object.fromEntries(said);
}

function isUsed(name: string, { pipeline, scenario }: SeededCase): boolean {
  return JSON.stringify({ pipeline, scenario }).includes(`"${name}"`);
}

export function loadCase(folder: string, seed: number): SeededCase {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const others = readdirSync(folder).filter((name) => !OWN.has(name));
  return {
    seed,
    pipeline: parse(read(PIPELINE)) as SeededCase['pipeline'],
    scenario: parse(read(SCENARIO)) as SeededCase['scenario'],
    files: Object.fromEntries(others.map((name) => [name, read(name)])),
  };
}
