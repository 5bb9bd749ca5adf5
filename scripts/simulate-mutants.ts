// npm run simulate:mutants: breaks one safeguard at a time, and says which world or which test finds it.

import { parseArgs } from 'node:util';
import { allMutants } from './mutants/all-mutants.ts';
import { carryOut } from './mutants/campaign.ts';
import { probesOf } from './mutants/probes.ts';
import { findingsOf, readBaseline } from './mutants/progress.ts';
import { reportLines } from './mutants/report.ts';

const USAGE = `Usage: npm run -s simulate:mutants -- [options]

  --shard 1/4    a share of the mutants; each share keeps what it knows in a file of its own
  --share 30     so many mutants, others each day, played by worlds and their files' own tests; nothing is kept
  --workers 2    so many processes beside each other; 1 by default
  --aimed 200    how many small worlds with aimed faults are drawn; 200 by default
  --seeds 60     how many whole worlds are; 60 by default
  --most 8       how many worlds, and how many files of tests, are played at most; 8 by default
  --seconds 6    how much of the processor a mutant may take; 6 by default
  --only TEXT    only mutants whose kind or line has one of these texts: 'intents,core/stage.ts'
  --report       only says what is known
  --fresh        forgets what is known
  --json         one JSON object: { mutants: [{ id, kind, tried, foundBy, problem }] }

What it was doing when it was stopped it goes on with; what was not found is tried further where it may take more.
No mutant is written into the tree.`;

const { values } = parseArgs({
  options: {
    shard: { type: 'string', default: '1/1' },
    share: { type: 'string' },
    workers: { type: 'string', default: '1' },
    aimed: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '60' },
    most: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '6' },
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
  const all = allMutants();
  const texts = values.only.split(',');
  const asked = all
    .map((mutant, number) => ({ mutant, number }))
    .filter(({ mutant: { id, kind } }) => texts.some((text) => id.includes(text) || kind === text));
  const mine = values.share
    ? ofToday(asked, Number(values.share))
    : asked.filter((_, index) => index % shards === shard - 1);
  const isKept = values.share === undefined;
  const findings = findingsOf(isKept ? `${shard}-of-${shards}` : undefined);
  if (values.fresh) findings.forget();
  const files = [...new Set(mine.map(({ mutant }) => mutant.file))];
  const worlds = { aimed: Number(values.aimed), seeds: Number(values.seeds) };
  if (!values.report)
    await carryOut({
      all,
      mine,
      probes: probesOf({ ...worlds, ...(!isKept && { testsOf: files }) }),
      known: isKept && !values.fresh ? readBaseline(all) : {},
      findings,
      limits: { most: Number(values.most), seconds: Number(values.seconds) },
      workers: Number(values.workers),
      isKept,
      say: values.json ? () => {} : (line) => console.error(line),
    });
  const known = mine.map(({ mutant }) => ({ mutant, finding: findings.of(mutant) }));
  const mutants = known.map(({ mutant: { id, kind }, finding }) => ({ id, kind, ...finding }));
  if (values.json) console.log(JSON.stringify({ mutants }));
  else for (const line of reportLines(known)) console.log(line);
}

/** In some weeks each has had its day. */
function ofToday<T>(all: readonly T[], share: number): T[] {
  const day = Math.floor(Date.now() / 86_400_000);
  return Array.from(
    { length: share },
    (_, index) => all[(day * share + index) % all.length],
  ).filter((each) => each !== undefined);
}
