// npm run bench:judge -- --budgets [BAKES]: bakes without harm by the thousand, looked at after every point.

import { judge } from '@tidegate/judge';
import { falseRollbackBudget, type Sensitivity } from '@tidegate/judge/settings';
import { type Beside, countedBake, type Kind } from '../../../packages/judge/test/counted.ts';
import { chance } from '../../../packages/judge/test/making.ts';
import { gaugeBake, gauges } from './gauges.ts';
import { part } from './labelled.ts';

const hour = { past: 60, points: 60 };
const busy = { requests: 100, rate: 0.01 };
const day = { requests: 0.8, rate: 0, points: 1440 };

/** Requests and failures are independent, their rate one and the same before and after: the stated model. */
const withinModel: readonly Kind[] = [
  { ...hour, ...busy, name: '1% of 100 a minute' },
  { ...hour, name: '5% of 5 a minute', requests: 5, rate: 0.05 },
  { ...hour, name: '0.1% of 1,000 a minute', requests: 1000, rate: 0.001 },
  { ...hour, name: '0.1% of 100,000 a minute', requests: 100_000, rate: 0.001 },
  { ...hour, name: '50% of 20 a minute', requests: 20, rate: 0.5 },
  { ...hour, name: 'one in 10,000 of 100 a minute', requests: 100, rate: 0.0001 },
  { ...hour, ...busy, name: 'the same 1%, ten hours', points: 600 },
  { ...hour, ...busy, name: 'the same 1%, five points before', past: 5 },
  { ...hour, ...busy, name: 'the same 1%, half the requests each', part: 0.5 },
  { ...hour, ...busy, name: 'requests in surges', surges: 1 },
  { ...hour, ...busy, name: "a day's wave of requests", day },
  { name: 'one request an hour, 10%, hourly', requests: 1, rate: 0.1, past: 48, points: 48 },
  {
    name: 'the same, each minute of five hours',
    requests: 1 / 60,
    rate: 0.1,
    past: 300,
    points: 300,
  },
];

/** Each revision's failures come in bursts of its own, or their rate has a day: outside the model, allowed for. */
const outsideModel: readonly Kind[] = [
  { ...hour, name: 'bursts, deviation 45%, 200 a minute', requests: 10_000, rate: 0.02, bursts: 5 },
  { ...hour, name: 'bursts, 100%, 1 a minute', ...busy, bursts: 1 },
  { ...hour, name: 'bursts, 100%, 100 a minute', requests: 10_000, rate: 0.01, bursts: 1 },
  { ...hour, name: 'bursts, 220%, 2 a minute', requests: 100, rate: 0.02, bursts: 0.2 },
  {
    points: 60,
    past: 10,
    name: 'bursts, 45%, ten points before',
    ...{ requests: 10_000, rate: 0.02, bursts: 5 },
  },
  { points: 60, past: 10, name: 'bursts, 100%, ten points before', ...busy, bursts: 1 },
  { ...hour, ...busy, name: 'a rate from half to 1.5 in a day', day: { ...day, rate: 0.5 } },
];

const sensitivities = ['quiet', 'normal', 'sensitive'] as const;

/** Prints the part of bakes without harm that each sensitivity rolls back, and what it sees of real shifts. */
export function measureBudgets(bakes: number): void {
  printHead(`counts within the model, ${bakes} bakes of each`);
  for (const kind of withinModel) printCounts(kind, bakes);
  printHead('counts outside it');
  for (const kind of outsideModel) printCounts(kind, bakes);
  printHead(`ten targets together, ${Math.ceil(bakes / 4)} bakes of each`);
  printTogether(bakes / 4);
  printHead(`gauges, ${bakes} bakes of each`);
  for (const gauge of gauges)
    for (const shape of ['one metric', 'ten', 'one, beside', 'one, with history'] as const) {
      if (shape === 'one, with history' && !gauge.hasDays) continue;
      const random = chance(7);
      const some = shape === 'ten' ? bakes / 4 : bakes;
      print(`${gauge.name}: ${shape}`, some, () => gaugeBake(random, gauge, shape));
    }
  printPower(Math.min(bakes, 200));
}

function printCounts(kind: Kind, bakes: number): void {
  for (const beside of ['the old revision', 'the past'] as Beside[]) {
    const random = chance(7);
    print(`${kind.name}: ${beside}`, bakes, () => countedBake(random, kind, beside));
  }
}

function printHead(text: string): void {
  const budgets = sensitivities.map((it) => `${it} ${part(falseRollbackBudget[it], 1)}`);
  console.log(
    `\n${text.padEnd(58)}${[...budgets, 'undecided'].map((it) => it.padStart(18)).join('')}`,
  );
}

function print(name: string, bakes: number, make: () => Parameters<typeof judge>[0]): void {
  const failed: Record<Sensitivity, number> = { quiet: 0, normal: 0, sensitive: 0 };
  let undecided = 0;
  for (let bake = 0; bake < bakes; bake++) {
    const it = make();
    for (const sensitivity of sensitivities) {
      const { verdict } = judge(it, { sensitivity });
      if (verdict === 'fail') failed[sensitivity] += 1;
      if (verdict === 'inconclusive' && sensitivity === 'normal') undecided += 1;
    }
  }
  printRow(name, [...sensitivities.map((it) => failed[it]), undecided], bakes);
}

function printRow(name: string, counts: readonly number[], bakes: number): void {
  const cells = counts.map((it) => `${((100 * it) / bakes).toFixed(2)}%`.padStart(18));
  console.log(name.padEnd(58) + cells.join(''));
}

function printTogether(bakes: number): void {
  const [kind] = withinModel as readonly [Kind, ...Kind[]];
  for (const beside of ['the old revision', 'the past'] as Beside[]) {
    const random = chance(7);
    const failed = sensitivities.map(() => 0);
    for (let bake = 0; bake < bakes; bake++) {
      const cases = Array.from({ length: 10 }, () => countedBake(random, kind, beside));
      sensitivities.forEach((sensitivity, at) => {
        const budgetShare = 1 / cases.length;
        const all = cases.map((it) => judge(it, { sensitivity, budgetShare }));
        if (all.some(({ verdict }) => verdict === 'fail')) failed[at] = (failed[at] as number) + 1;
      });
    }
    printRow(`${kind.name}: ${beside}`, failed, bakes);
  }
}

const factors = [1.5, 2, 3, 5, 10];

/** What part of bakes is caught within its hour at normal, failing so many times as often; after how many points. */
function printPower(bakes: number): void {
  console.log(
    `\n${'caught at normal, and after points'.padEnd(58)}${factors.map((it) => `x ${it}`.padStart(18)).join('')}`,
  );
  for (const kind of [...withinModel.slice(0, 3), ...outsideModel.slice(0, 2)])
    for (const beside of ['the old revision', 'the past'] as Beside[]) {
      const cells = factors.map((factor) => {
        const random = chance(9);
        return caughtOf(bakes, () => countedBake(random, kind, beside, factor));
      });
      console.log(`${kind.name}: ${beside}`.padEnd(58) + cells.join(''));
    }
  for (const gauge of gauges.filter(({ tellsPower }) => tellsPower)) {
    const cells = factors.map((factor) => {
      const random = chance(9);
      return caughtOf(bakes, () => gaugeBake(random, gauge, 'one metric', factor));
    });
    console.log(gauge.name.padEnd(58) + cells.join(''));
  }
}

function caughtOf(bakes: number, make: () => Parameters<typeof judge>[0]): string {
  const delays: number[] = [];
  for (let bake = 0; bake < bakes; bake++) {
    const { verdict, at } = judge(make());
    if (verdict === 'fail') delays.push(at + 1);
  }
  delays.sort((a, b) => a - b);
  const median = delays[delays.length >> 1];
  return `${part(delays.length, bakes)}, ${median ?? '-'}`.padStart(18);
}
