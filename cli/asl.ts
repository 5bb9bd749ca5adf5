// tidegate asl: plays state machines on the embedded engine, each in a world of its own.

import { type AslResult, playCase } from '@tidegate/embedded-aws/engine/play-case';
import { Failure } from '../core/failure.ts';
import { readText } from './files.ts';
import { printFile } from './output.ts';

export async function asl({ file }: { readonly file: string }): Promise<number> {
  const results: AslResult[] = [];
  for (const each of readCases(file)) results.push(await playCase(each));
  printFile(`${JSON.stringify(results, null, 1)}\n`);
  return 0;
}

function readCases(path: string): readonly unknown[] {
  const text = readText(path);
  try {
    const cases: unknown = JSON.parse(text);
    if (Array.isArray(cases)) return cases;
    throw new Failure(
      'Refused',
      `expected ${path} to hold a JSON array of cases, got ${typeof cases}`,
    );
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const { message } = cause as Error;
    throw new Failure('Refused', `expected ${path} to hold JSON, got: ${message}`, { cause });
  }
}
