// What a mutant may be found by: worlds, and the files of tests.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './all-mutants.ts';

/** What only looks at files, starts processes of its own, or breaks mutants itself. */
const NOT_PLAYED = /^test\/(packaged|tidy|bench|scripts|cdk|jest)\b/;

export interface Wanted {
  readonly aimed: number;
  readonly seeds: number;
  /** Which files' own tests: of all that there are, where nothing is said. */
  readonly testsOf?: readonly string[];
}

export function probesOf({ aimed, seeds, testsOf }: Wanted): string[] {
  const tests = testFiles().filter(
    (test) => testsOf === undefined || testsOf.some((file) => isOwnTest(test, file)),
  );
  return [...numbered('aimed', aimed), ...numbered('seed', seeds), ...tests];
}

function numbered(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind} ${index + 1}`);
}

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !NOT_PLAYED.test(name))
    .sort();
}

/** `test/core/stage.test.ts` and `test/core/stage-seals.test.ts` are of `core/stage.ts`. */
export function isOwnTest(test: string, file: string): boolean {
  const name = `test/${file.replace(/\.ts$/, '')}`;
  return test === `${name}.test.ts` || test.startsWith(`${name}-`);
}

export function isWorld(probe: string): boolean {
  return !probe.endsWith('.test.ts');
}
