// npm run simulate:many -- --seeds N --from S [--json]: plays what seeds draw, and says which failed and how.

import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explore } from '../simulation/seeded/explore.ts';
import { playCase } from '../simulation/seeded/play-case.ts';
import { playMany } from '../simulation/seeded/play-many.ts';
import { loadCase } from '../simulation/seeded/saved-case.ts';
import { timelineOf } from '../simulation/seeded/timeline.ts';

const USAGE = `Usage: npm run -s simulate:many -- [--seeds N] [--from S] [--json] [--save FOLDER]
       npm run -s simulate:many -- --case FOLDER --from S

  --seeds N   how many seeds to play; 100 by default
  --from S    the first of them; 1 by default
  --json      one JSON object: { seeds, seconds, failures: [{ seed, what, replay }] }
  --save      where the smallest cases of the first failures are written, with what
              happened in them; by default in the system's folder for such things
  --small     plays the cases of one small world in place of seeds: each single fault at
              each call, then each pair of deaths; N and S are their numbers
  --explore   keeps what reaches something new, plays mutants of it, and writes how the kept
              cases are drawn: other seeds are mutants of them from then on
  --case      plays a case that was written, checks it, and tells what happened

Exits with 1 if any failed.`;

/** How cases that reached far are drawn. */
const KEPT = 'simulation/seeded/kept-cases.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    save: { type: 'string', default: join(tmpdir(), 'tidegate-seeds') },
    case: { type: 'string' },
    explore: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) console.log(USAGE);
else if (values.explore) process.exitCode = await exploreMany();
else process.exitCode = await (values.case === undefined ? main() : playSaved(values.case));

async function main(): Promise<number> {
  const [seeds, from] = [wholeNumber('--seeds', values.seeds), wholeNumber('--from', values.from)];
  const startedAt = performance.now();
  const results = await playMany({ seeds, from, saveInto: values.save, isSmall: values.small });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const failures = results
    .filter(({ problems }) => problems.length > 0)
    .map(({ seed, problems, replay }) => ({ seed, what: problems.join('; '), replay }));
  if (values.json) console.log(JSON.stringify({ seeds, seconds, failures }));
  else for (const line of reportLines(results, seconds)) console.log(line);
  return failures.length > 0 ? 1 : 0;
}

async function exploreMany(): Promise<number> {
  const asked = {
    seeds: wholeNumber('--seeds', values.seeds),
    from: wholeNumber('--from', values.from),
  };
  const { kept, reached, failed } = await explore(asked);
  const text = readFileSync(KEPT, 'utf8').replace(/= \[[\s\S]*$/, `= ${JSON.stringify(kept)};\n`);
  writeFileSync(KEPT, text);
  for (const { seed, problems } of failed) console.log(`Seed ${seed}: ${problems.join('; ')}`);
  console.log(
    `${asked.seeds} cases reached ${reached} things; ${kept.length} were kept in ${KEPT}.`,
  );
  return failed.length > 0 ? 1 : 0;
}

async function playSaved(folder: string): Promise<number> {
  const saved = loadCase(folder, wholeNumber('--from', values.from));
  const { problems, record } = await playCase(saved);
  console.log(timelineOf(record, problems));
  return problems.length > 0 ? 1 : 0;
}

type Results = Awaited<ReturnType<typeof playMany>>;

function reportLines(results: Results, seconds: number): string[] {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const outcomes = Map.groupBy(
    results.flatMap((result) => result.outcomes),
    (outcome) => outcome,
  );
  const ends = [...outcomes].map(([outcome, all]) => `${all.length} ${outcome}`).sort();
  return [
    ...failed.flatMap(({ seed, problems, replay }) => [
      `Seed ${seed}:`,
      ...problems.map((problem) => `  ${problem}`),
      ...(replay ? [`  The smallest case found, with its timeline beside it: ${replay}`] : []),
    ]),
    `${results.length} seeds in ${seconds} s, ${failed.length} failed. Releases ended: ${ends.join(', ')}.`,
  ];
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`Expected a whole number above 0 after ${option}, got ${text}.\n\n${USAGE}`);
  process.exit(2);
}
