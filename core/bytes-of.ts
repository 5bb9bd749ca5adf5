// How large something is where it is written.

import type { TargetDefinition } from './pipeline/target-schema.ts';

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Written once: a wave that is cut is measured for each way to cut it. */
const measured = new WeakMap<TargetDefinition, number>();

export function bytesOfTarget(target: TargetDefinition): number {
  const known = measured.get(target) ?? bytesOf(target);
  measured.set(target, known);
  return known;
}
