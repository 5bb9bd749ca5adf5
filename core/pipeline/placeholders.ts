// What stands in a first file where `tidegate init` could not know: it parses, simulates, and is never applied.

import { type Finding, openStrictYaml } from '../strict-yaml.ts';
import { UNKNOWN_REGION } from './regions.ts';
import type { PipelineDefinition } from './schema.ts';

/** No account has such an id. The number tells the unknown accounts of several stages apart. */
export function unknownAccount(number: number): string {
  return `00000000000${number % 10}`;
}

/**
 *     TODO-build-project  ·  000000000002  ·  xx-todo-1   →  true
 *     orders              ·  111122223333  ·  eu-west-1   →  false
 */
function isPlaceholder(value: string): boolean {
  return /^TODO-|^0{11}\d$/.test(value) || value === UNKNOWN_REGION;
}

/** Every placeholder of a pipeline, each once, where it first stands. */
export function placeholdersIn(pipeline: PipelineDefinition): Finding[] {
  const seen = new Set<string>();
  return placed(pipeline).flatMap(({ path: backwards, value }) => {
    if (seen.has(value)) return [];
    seen.add(value);
    const path = backwards.toReversed();
    const text = `expected ${String(path.findLast((key) => typeof key === 'string'))} to be filled in, got the placeholder ${value} that tidegate init wrote`;
    return [{ path, text }];
  });
}

/** Throws `Refused` with a line for each placeholder in a pipeline, as it is with what its file extends. */
export function refusePlaceholders(
  pipeline: PipelineDefinition,
  text: string,
  fileName: string,
): void {
  const found = placeholdersIn(pipeline);
  if (found.length > 0) throw openStrictYaml(text, fileName).refusal(found);
}

interface Placed {
  /** The innermost first: it is written on the way out, since hardly any text is a placeholder. */
  readonly path: PropertyKey[];
  readonly value: string;
}

function placed(value: unknown): Placed[] {
  if (typeof value === 'string') return isPlaceholder(value) ? [{ path: [], value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const all: Placed[] = [];
  for (const [key, each] of Object.entries(value))
    for (const { path, value: text } of placed(each)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      all.push({ path, value: text });
    }
  return all;
}
