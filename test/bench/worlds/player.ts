// Plays worlds with the code of a tree, and prints the processor seconds that they took: node player.ts TREE WHAT COUNT

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { heapBytes } from '../heap.ts';
import { fiveDays, good, small } from './pipelines.ts';

interface World {
  play(): Promise<boolean>;
  close(): Promise<void>;
}

/** What a tree has of what is needed here, whatever it calls its folders. */
interface Tree {
  readonly makeWorld: (options: object) => Promise<World>;
  readonly parsePipeline: (text: string, file: string) => unknown;
  readonly scenarioSchema: { parse(scenario: unknown): unknown };
}

/** What is drawn from a seed, by the older of both trees: they play the same. */
interface Drawn {
  readonly simulatedPipeline: string;
  readonly randomScenario: (seed: number) => unknown;
}

const [root = '.', older = '.', what = 'small', count = '1'] = process.argv.slice(2);
const tree = await treeAt(root);

const kinds: Readonly<Record<string, (index: number) => Promise<void>>> = {
  five: () => played(fiveDays, good, 1),
  small: (index) => played(small, good, index),
  memory: (index) => played(small, good, index),
  seeds: await seedsOf(older),
};

const play = kinds[what]!;
await play(0);
const before = process.cpuUsage();
const startedAt = performance.now();
const isMemory = what === 'memory';
const heaps = isMemory ? [heapBytes()] : [];
for (let index = 1; index <= Number(count); index += 1) {
  await play(index);
  if (isMemory && index % Math.ceil(Number(count) / 10) === 0) heaps.push(heapBytes());
}
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(JSON.stringify({ processorSeconds: (user + system) / 1e6, seconds, heaps }));

async function played(pipeline: string, scenario: unknown, seed: number): Promise<void> {
  const { makeWorld, parsePipeline, scenarioSchema } = tree;
  const world = await makeWorld({
    pipelines: [parsePipeline(pipeline, 'bench.yml')],
    scenario: scenarioSchema.parse(scenario),
    seed,
    readFile: () => '',
    transport: 'direct',
    tables: 'memory',
  });
  await world.play();
  await world.close();
}

async function treeAt(folder: string): Promise<Tree> {
  const simulation = existsSync(join(folder, 'simulation')) ? 'simulation' : 'local';
  const [world, scenario, pipeline] = await Promise.all([
    load(folder, `${simulation}/world/world.ts`),
    load(folder, `${simulation}/world/scenario.ts`),
    load(folder, 'core/pipeline/parse.ts').catch(() => load(folder, 'core/pipeline.ts')),
  ]);
  return { ...world, ...scenario, ...pipeline } as unknown as Tree;
}

async function seedsOf(folder: string): Promise<(seed: number) => Promise<void>> {
  const drawn = await load(folder, 'test/simulation/random-scenario.ts');
  const { simulatedPipeline, randomScenario } = drawn as unknown as Drawn;
  return (seed) => played(simulatedPipeline, randomScenario(seed), seed);
}

async function load(folder: string, file: string): Promise<object> {
  return (await import(pathToFileURL(join(folder, file)).href)) as object;
}
