// npm run bounds -- --seeds N --from S [--json]: of pipelines that seeds draw, what `plan` says and runs need.
// Each is played calmly, which is to cost what is expected, as its seed says, and with functions that fail: the bound
// holds all of them.

import { parseArgs } from 'node:util';
import { type Compared, comparedOf } from '../simulation/seeded/compare-plan.ts';

const USAGE = `Usage: npm run -s bounds -- [--seeds N] [--from S] [--json]

  --seeds N   of how many seeds; 100 by default
  --from S    the first of them; 1 by default
  --json      an object for each seed, a line each

Exits with 1 if a run needed more than its bound, or a calm one was no tenth near what was expected.`;

/** What is expected of a calm run is this near. */
const NEAR = 0.1;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) console.log(USAGE);
else process.exitCode = await main(Number(values.seeds), Number(values.from));

async function main(seeds: number, from: number): Promise<number> {
  const found: Compared[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const compared = await comparedOf(seed);
    found.push(compared);
    if (values.json) console.log(JSON.stringify(compared));
  }
  const calm = found.flatMap(({ calm }) => (calm ? [calm.ran / calm.expected] : []));
  const far = calm.filter((ratio) => Math.abs(ratio - 1) > NEAR);
  const history = found.map(({ history: { bound, worst } }) => bound / worst);
  const payload = found.map(({ payload: { bound, worst } }) => bound / worst);
  if (!values.json) {
    console.log(`of a calm run, transitions by what was expected: ${told(calm)}`);
    console.log(`bound of the history by the worst run: ${told(history)}`);
    console.log(`bound of the payload by the worst run: ${told(payload)}`);
  }
  return far.length > 0 || [...history, ...payload].some((ratio) => ratio < 1) ? 1 : 0;
}

function told(ratios: readonly number[]): string {
  const sorted = ratios.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  const over = ratios.filter((ratio) => ratio > 2).length;
  return `${at(0)} to ${at(1)}, half up to ${at(0.5)}, of ${ratios.length}; more than twice of ${over}`;
}
