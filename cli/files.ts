// Reads the files that a person names.

import { readFileSync } from 'node:fs';
import { Failure } from '../core/failure.ts';

/** Throws `Refused` with what is wrong with the file. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' ? 'none of that name' : code === 'EISDIR' ? 'a folder' : String(code);
    throw new Failure('Refused', `expected a file to read at ${path}, got ${problem}`, { cause });
  }
}
