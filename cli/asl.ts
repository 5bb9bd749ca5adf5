// `npm run -s asl -- CASES.json`: plays state machines on the embedded engine, each in a world of its own.

import { readFileSync } from 'node:fs';
import { type AslResult, playCase } from '@tidegate/embedded-aws/engine/play-case';

const [file] = process.argv.slice(2);

if (file === undefined) {
  fail('Expected a file of cases, got none; run: npm run -s asl -- CASES.json');
} else {
  const cases = readCases(file);
  const results: AslResult[] = [];
  for (const each of cases ?? []) results.push(await playCase(each));
  if (cases) process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
}

function readCases(path: string): readonly unknown[] | undefined {
  try {
    const cases: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(cases)) return cases;
    fail(`Expected ${path} to hold a JSON array of cases, got ${typeof cases}.`);
  } catch (error) {
    fail(`Expected ${path} to be a readable JSON file, got: ${(error as Error).message}`);
  }
  return undefined;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
