// The functions Step Functions adds to JSONata that depend on their arguments alone.

import { createHash } from 'node:crypto';
import type { Compiled } from './jsonata-sync.ts';

const RANGE_ITEMS = 1_000;

/** Registers `$partition`, `$range`, `$hash` and `$parse`, and takes `$eval` away. */
export function addFunctions(compiled: Compiled): void {
  compiled.registerFunction('partition', partition, '<an:a>');
  compiled.registerFunction('range', range, '<nnn:a<n>>');
  compiled.registerFunction('hash', hash, '<s-s:s>');
  compiled.registerFunction('parse', parse, '<s-:x>');
  compiled.assign('eval', undefined);
}

/** `$partition([1,2,3], 2)` is `[[1,2],[3]]`. */
function partition(items: readonly unknown[] | undefined, size: number): unknown {
  if (items === undefined) return undefined;
  const length = Math.trunc(size);
  if (!(length > 0)) {
    throw new Error(`Expected $partition's size to be a positive integer, got ${size}`);
  }
  const parts: unknown[] = [];
  for (let at = 0; at < items.length; at += length) parts.push(items.slice(at, at + length));
  return parts;
}

/** `$range(1, 9, 2)` is `[1,3,5,7,9]`; one number alone comes back as itself, as from any JSONata sequence. */
function range(first: number, last: number, delta: number): unknown {
  if (first === undefined || last === undefined || delta === undefined) return undefined;
  if (delta === 0) throw new Error("Expected $range's step not to be 0");
  const count = Math.floor((last - first) / delta) + 1;
  if (count > RANGE_ITEMS) {
    throw new Error(`Expected $range to make at most ${RANGE_ITEMS} numbers, got ${count}`);
  }
  if (count <= 0) return undefined;
  if (count === 1) return first;
  return Array.from({ length: count }, (_, index) => first + index * delta);
}

const ALGORITHMS = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

function hash(text: string | undefined, name: string): string | undefined {
  if (text === undefined) return undefined;
  const algorithm = ALGORITHMS.get(name);
  if (!algorithm) {
    throw new Error(
      `Expected $hash's algorithm to be one of ${[...ALGORITHMS.keys()].join(', ')}, got ${name}`,
    );
  }
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
