// `minHealthy` where it lets nothing fail, or asks for what there is not.

import type { Finding } from '../strict-yaml.ts';
import { type MinHealthy, percentIn } from './min-healthy-schema.ts';
import type { PipelineDefinition } from './schema.ts';

/**
 * What is said of one wave must fit that wave. What a stage says for several counts in those of them that are large
 * enough; where it has one wave, it is that wave's.
 */
export function senselessMinHealthy({ stages }: PipelineDefinition): Finding[] {
  return stages.flatMap((stage, index) => {
    const { name, minHealthy, targets, waves = [], planner } = stage;
    const path = ['stages', index];
    const own = waves.flatMap((wave, at) =>
      found(wave.minHealthy, wave.targets.length, `wave ${name}/${wave.name}`, [
        ...path,
        'waves',
        at,
        'minHealthy',
      ]),
    );
    const sizes = targets ? [targets.length] : waves.map((wave) => wave.targets.length);
    const largest = Math.max(0, ...sizes);
    const what = planner || waves.length > 1 ? `a wave of stage ${name}` : `stage ${name}`;
    return [...own, ...found(minHealthy, largest, what, [...path, 'minHealthy'])];
  });
}

function found(
  minHealthy: MinHealthy | undefined,
  count: number,
  what: string,
  path: readonly PropertyKey[],
): Finding[] {
  if (minHealthy === undefined) return [];
  if (count === 0)
    return [{ path, text: `expected targets for minHealthy, got ${what} without any` }];
  if (count === 1) {
    const text = `expected ${what} to have more than one target for minHealthy, got one: if that fails, nothing is left to be healthy`;
    return [{ path, text: `${text}; leave minHealthy out` }];
  }
  if (typeof minHealthy === 'number')
    return minHealthy < count
      ? []
      : [{ path, text: `${expected(count)}, got ${minHealthy}: none could fail; leave it out` }];
  if (count - Math.ceil((count * percentIn(minHealthy)) / 100 - 1e-9) > 0) return [];
  const most = Math.floor(((count - 1) / count) * 10_000) / 100;
  const text = `expected minHealthy of at most ${most}% for ${what} of ${count} targets, got ${minHealthy}: none could fail`;
  return [{ path, text: `${text}; leave it out, or name a number of targets` }];
}

function expected(count: number): string {
  return `expected minHealthy of at most ${count - 1} of ${count} targets`;
}
