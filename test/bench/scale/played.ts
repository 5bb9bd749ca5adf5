// Plays one world of many targets, and measures it against what AWS allows.

import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { costOf, reportOf } from '../../../simulation/report.ts';
import { scenarioSchema } from '../../../simulation/world/scenario.ts';
import { makeWorld } from '../../../simulation/world/world.ts';
import { heapBytes } from '../heap.ts';

export interface Measured {
  readonly outcomes: readonly string[];
  readonly virtualHours: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly calls: number;
  /** Of 25,000. */
  readonly maxHistoryEvents: number;
  /** Of 262,144. */
  readonly maxPayloadBytes: number;
  /** Of 409,600: the largest item that was written. */
  readonly maxItemBytes: number;
  /** Of the release's longest Map: of 10,000 children at once, and 256 KiB of what it is given. */
  readonly runs: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
}

export async function played(pipeline: string, scenario: unknown): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let maxItemBytes = 0;
  const world = await makeWorld({
    pipelines: [parsePipeline(pipeline, 'fleet.yml')],
    scenario: scenarioSchema.parse(scenario),
    seed: 1,
    readFile: () => '',
    transport: 'direct',
    tables: 'memory',
    sweeps: 'needed',
    onCall: ({ operation, input }) => {
      if (operation !== 'PutItem') return;
      maxItemBytes = Math.max(maxItemBytes, Buffer.byteLength(JSON.stringify(input)));
    },
  });
  await world.play();
  const { releases, targets } = await reportOf(world);
  const { transitions, invocations, apiCalls, ...most } = costOf(world);
  const { user, system } = process.cpuUsage(before);
  const hours = (world.clock.millis() - world.startAt.getTime()) / 3_600_000;
  const runs = Object.groupBy(Object.values(targets), (each) => String(each));
  const measured: Measured = {
    outcomes: releases.map(({ outcome }) => String(outcome)),
    virtualHours: Number(hours.toFixed(1)),
    transitions,
    invocations,
    calls: apiCalls,
    maxHistoryEvents: most.maxHistoryEvents,
    maxPayloadBytes: most.maxPayloadBytes,
    maxItemBytes,
    runs: Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, all?.length ?? 0])),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    processorSeconds: Math.round((user + system) / 1e6),
    heapMegabytes: Math.round(heapBytes() / 1e6),
    residentMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
  await world.close();
  return measured;
}
