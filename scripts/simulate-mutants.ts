// npm run simulate:mutants: breaks one safeguard at a time, and says within how many seeds each is found.

import { parseArgs } from 'node:util';
import { allMutants } from './mutants/all-mutants.ts';
import type { Mutant } from './mutants/mutant.ts';
import { type Finding, findingKey, keepProgress, readProgress } from './mutants/progress.ts';
import { reportLines } from './mutants/report.ts';
import { playBaseline, tryMutant } from './mutants/try-mutant.ts';

const USAGE = `Usage: npm run -s simulate:mutants -- [options]

  --shard 1/4    a share of the mutants; each share keeps what it knows in a file of its own
  --share 3      so many mutants, others each day; nothing is kept
  --aimed 200    how many small worlds with aimed faults are drawn; 200 by default
  --seeds 60     how many whole worlds are; 60 by default
  --most 12      how many of those that reach a mutant are played at most; 12 by default
  --only TEXT    only mutants whose line has this text, as core/stage.ts
  --report       only says what is known
  --fresh        forgets what is known
  --json         one JSON object: { mutants: [{ id, kind, played, foundBy, problem }] }

What it was doing when it was stopped it goes on with. No mutant is written into the tree.`;

const { values } = parseArgs({
  options: {
    shard: { type: 'string', default: '1/1' },
    share: { type: 'string' },
    aimed: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '60' },
    most: { type: 'string', default: '12' },
    only: { type: 'string', default: '' },
    report: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const [shard = 1, shards = 1] = values.shard.split('/').map(Number);
  const all = allMutants().filter(({ id }) => id.includes(values.only));
  const mine = values.share
    ? ofToday(all, Number(values.share))
    : all.filter((_, index) => index % shards === shard - 1);
  const name = values.share ? 'today' : `${shard}-of-${shards}`;
  const known = values.fresh || values.share ? { seeds: {}, findings: {} } : readProgress(name);
  const keep = () => {
    if (!values.share) keepProgress(name, known);
  };
  if (!values.report) {
    const wanted = [
      ...Array.from({ length: Number(values.aimed) }, (_, index) => `aimed ${index + 1}`),
      ...Array.from({ length: Number(values.seeds) }, (_, index) => `seed ${index + 1}`),
    ];
    const left = wanted.filter((seed) => known.seeds[seed] === undefined);
    if (left.length > 0)
      await playBaseline(left, (played) => {
        known.seeds[played.seed] = played;
        keep();
      });
    for (const mutant of mine.filter((each) => known.findings[findingKey(each)] === undefined)) {
      const finding = await tryMutant(mutant, seedsReaching(mutant, known.seeds));
      known.findings[findingKey(mutant)] = finding;
      keep();
      if (!values.json) console.error(`${wordOf(finding)}  ${mutant.id}`);
    }
  }
  const found = mine.map((mutant) => ({ mutant, finding: known.findings[findingKey(mutant)] }));
  const mutants = found.map(({ mutant: { id, kind }, finding }) => ({ id, kind, ...finding }));
  if (values.json) console.log(JSON.stringify({ mutants }));
  else for (const line of reportLines(found)) console.log(line);
}

function seedsReaching({ id }: Mutant, seeds: ReturnType<typeof readProgress>['seeds']): string[] {
  return Object.values(seeds)
    .filter(({ isClean, reached }) => isClean && reached.includes(id))
    .map(({ seed }) => seed)
    .slice(0, Number(values.most));
}

/** In some weeks each has had its day. */
function ofToday<T>(all: readonly T[], share: number): T[] {
  const day = Math.floor(Date.now() / 86_400_000);
  return Array.from(
    { length: share },
    (_, index) => all[(day * share + index) % all.length],
  ).filter((each) => each !== undefined);
}

function wordOf({ foundBy, played }: Finding): string {
  if (foundBy !== undefined) return `found by ${foundBy}, the ${played}. that reaches it`;
  return played === 0 ? 'not reached' : `not found by ${played}`;
}
