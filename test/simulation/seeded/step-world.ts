// A world in which nothing is wrong, played to its end: two releases of the shop, the second of which is taken back.

import { keys } from '../../../core/keys.ts';
import type { Release } from '../../../core/release.ts';
import type { Wave } from '../../../core/wave.ts';
import { takeRecord } from '../../../simulation/seeded/record/take-record.ts';
import { worldOf } from '../../../simulation/seeded/seeded-case.ts';
import type { StepCheck } from '../../../simulation/seeded/steps/step-check.ts';
import { makeWorld } from '../../../simulation/world/world.ts';
import type { Rogue } from './rogue.ts';
import { shop } from './shop-runs.ts';

/** What breaks it, and what is said then. */
export type Case = readonly [StepCheck, (rogue: Rogue) => void | Promise<void>, RegExp];

const { pipelines, scenario } = worldOf(shop);
const taking = takeRecord();
export const world = await makeWorld({
  ...{ pipelines, scenario, seed: 1, readFile: () => '', tables: 'memory' as const },
  ...{ onCall: taking.onCall, onEffect: taking.onEffect, onFault: taking.onFault },
  onCount: taking.onCount,
});
await taking.follow(world, scenario);
const taken = await taking.record(world, scenario, await world.play());

export const { report, violations } = taken;
export const played = { world, scenario, steps: taken.steps };
export const { table } = world.onlooker;
export const [promoted = '', takenBack = ''] = report.releases.map(({ id }) => id);
export const there = <T>(item: T | undefined): T => {
  if (item === undefined) throw new Error('expected an item in the table, got none');
  return item;
};
export const release = async (id: string) => there(await table.get(keys.release('shop', id)));
export const wave = async (id: string, index: number) =>
  there(await table.get(keys.wave(id, index)));
export const target = async (name: string) => there(await table.get(keys.target('shop', name)));
export const stage = async (name: string) => there(await table.get(keys.stage('shop', name)));
export const running = (of: Release) => ({ ...of, status: 'running' });
export const open = (of: Wave) => ({ ...of, status: 'open', end: undefined });
export const lease = (id: string, fence: number) => ({
  release: id,
  execution: id,
  fence,
  since: '',
});
export const deploys = (id: string, index: number, name: string) =>
  `tidegate deploy ${id} wave ${index} target ${name}`;
export const now = () => world.clock.now().toISOString();
