// `npm run bench:planner`: how long the planner takes for fleets of a thousand and of ten thousand targets.

import { deriveWaves } from '../../core/planner/planner.ts';

const ROUNDS = 5;

const fleets = {
  'of one region': () => ({ region: 'eu-west-1' }),
  'of 30 regions': (index: number) => ({ region: `eu-west-${index % 30}` }),
  'of 30 regions with 8 cells each': (index: number) => ({
    region: `eu-west-${index % 30}`,
    cell: `cell-${Math.floor(index / 30) % 8}`,
  }),
  'of 30 regions, 200 scale units': (index: number) => ({
    region: `eu-west-${index % 30}`,
    apart: [`unit-${index % 200}`],
  }),
} satisfies Record<string, (index: number) => object>;

const planner = { largestPercent: 33, oneBoxPercent: 10, growth: 2 };
const neverTogether = Array.from({ length: 15 }, (_, pair) => [
  `eu-west-${pair * 2}`,
  `eu-west-${pair * 2 + 1}`,
]);

for (const [name, fleet] of Object.entries(fleets)) {
  for (const count of [1_000, 10_000]) {
    const targets = Array.from({ length: count }, (_, index) => ({
      name: `t${index}`,
      account: '111122223333',
      ec2: { application: 'shop', deploymentGroup: 'prod' },
      alarms: [],
      weight: 1 + (index % 97) / 10,
      ...fleet(index),
    }));
    let waves = 0;
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      waves = deriveWaves({
        targets,
        planner,
        neverTogether,
        mostTargets: 10_000,
        mostWaves: 5_000,
      }).length;
      best = Math.min(best, performance.now() - start);
    }
    process.stdout.write(
      `${`${count} targets ${name}`.padEnd(48)}${`${waves} waves`.padStart(12)}${`${best.toFixed(1)} ms`.padStart(12)}\n`,
    );
  }
}
