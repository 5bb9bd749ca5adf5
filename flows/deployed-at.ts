// When a wave was deployed.

import { keys } from '../core/keys.ts';
import { hasOpened, type Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';

/** When the last of the wave's targets got its revision; undefined while one has not, or where there are none. */
export async function deployedAt(ports: Ports, wave: Wave): Promise<string | undefined> {
  if (hasOpened(wave) && wave.deployedAt !== undefined) return wave.deployedAt;
  const { pipeline, release, plan } = wave;
  const times: string[] = [];
  for (const { name } of plan.targets) {
    const target = await ports.table.get(keys.target(pipeline, name));
    if (target?.running?.release !== release) return undefined;
    times.push(target.running.at);
  }
  return times.sort().at(-1);
}
