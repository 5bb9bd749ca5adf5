// `npm run bench:month`: hundreds of pipelines with releases in flight for a simulated month, in one process.
// `-- PIPELINES DAYS` plays less. Memory is read after each tenth of the time.

import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { costOf } from '../../../simulation/report.ts';
import { scenarioSchema } from '../../../simulation/world/scenario.ts';
import { makeWorld } from '../../../simulation/world/world.ts';
import { heapBytes } from '../heap.ts';

const [pipelines = 500, days = 30] = process.argv.slice(2).map(Number);
const EVERY_DAYS = 7;
const DAY_MINUTES = 1_440;

const names = Array.from({ length: pipelines }, (_, index) => `service-${index}`);

/** A one-box and the rest, which bake for six hours. */
function pipelineOf(name: string): string {
  const target = (box: string, region: string) =>
    `{ name: ${box}, account: "111111111111", region: ${region}, alarms: [${name}-${box}], lambda: { function: ${name}-${box}, alias: live }, strategy: all-at-once }`;
  return `pipeline: ${name}
source: { project: ${name}-build, branches: [main] }
stages:
  - name: prod
    bake: { for: 6h, judge: { mode: off } }
    waves:
      - { name: one-box, targets: [${target('one', 'eu-west-1')}] }
      - { name: rest, targets: [${target('two', 'us-east-1')}, ${target('three', 'ap-southeast-2')}] }
`;
}

/** Each has a release a week, at a time of its own; every tenth is one that an alarm takes back. */
const builds = names.flatMap((pipeline, index) =>
  Array.from({ length: Math.ceil(days / EVERY_DAYS) }, (_, week) => ({
    at: `${week * EVERY_DAYS * DAY_MINUTES + Math.floor((index / pipelines) * Math.min(days, EVERY_DAYS) * DAY_MINUTES)}m`,
    pipeline,
    revision: (index + week) % 10 === 0 ? `bad-${week}` : `good-${week}`,
  })),
);

const startedAt = performance.now();
const [first, ...others] = names.map((name) => parsePipeline(pipelineOf(name), `${name}.yml`));
if (first === undefined) throw new Error('expected at least one pipeline, got none');
const world = await makeWorld({
  pipelines: [first, ...others],
  scenario: scenarioSchema.parse({
    baseline: 'before',
    builds,
    misbehaviours: Array.from({ length: Math.ceil(days / EVERY_DAYS) }, (_, week) => ({
      ...{ how: 'alarm', revision: `bad-${week}`, target: 'one', after: '30m' },
    })),
  }),
  seed: 1,
  readFile: () => '',
  transport: 'direct',
  tables: 'memory',
  sweeps: 'needed',
});
const heaps: number[] = [];
for (let tenth = 1; tenth <= 10; tenth += 1)
  world.clock.at(world.startAt.getTime() + tenth * days * 8_640_000, () => {
    heaps.push(Math.round(heapBytes() / 1e6));
    process.stderr.write(`day ${((tenth * days) / 10).toFixed(0)}: ${heaps.at(-1)} MB\n`);
  });
await world.play();
const { transitions, invocations, apiCalls } = costOf(world);
const { user, system } = process.cpuUsage();
const measured = {
  ...{ pipelines, days, releases: builds.length, transitions, invocations, calls: apiCalls },
  seconds: Math.round((performance.now() - startedAt) / 1000),
  processorSeconds: Math.round((user + system) / 1e6),
  heapMegabytes: heaps,
  residentMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
await world.close();
