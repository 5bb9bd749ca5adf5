// npm run simulate:many -- --seeds N --from S [--json]: plays what seeds draw, and says which failed and how.

import { parseArgs } from 'node:util';
import { playMany } from '../simulation/seeded/play-many.ts';

const USAGE = `Usage: npm run -s simulate:many -- [--seeds N] [--from S] [--json]

  --seeds N   how many seeds to play; 100 by default
  --from S    the first of them; 1 by default
  --json      one JSON object: { seeds, seconds, failures: [{ seed, what }] }

Exits with 1 if any failed.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) console.log(USAGE);
else process.exitCode = await main();

async function main(): Promise<number> {
  const [seeds, from] = [wholeNumber('--seeds', values.seeds), wholeNumber('--from', values.from)];
  const startedAt = performance.now();
  const results = await playMany({ seeds, from });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const failures = results
    .filter(({ problems }) => problems.length > 0)
    .map(({ seed, problems }) => ({ seed, what: problems.join('; ') }));
  if (values.json) console.log(JSON.stringify({ seeds, seconds, failures }));
  else for (const line of reportLines(results, seconds)) console.log(line);
  return failures.length > 0 ? 1 : 0;
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
    ...failed.flatMap(({ seed, problems }) => [
      `Seed ${seed}:`,
      ...problems.map((problem) => `  ${problem}`),
    ]),
    `${results.length} seeds in ${seconds} s, ${failed.length} failed. Releases ended: ${ends.join(', ')}.`,
  ];
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`Expected a whole number above 0 after ${option}, got ${text}.\n\n${USAGE}`);
  process.exit(2);
}
