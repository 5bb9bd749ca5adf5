// Reads the files that a person names.

import { readFileSync } from 'node:fs';
import { Failure } from '../core/failure.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'none of that name',
  EISDIR: 'a folder',
  EACCES: 'one that may not be read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'bytes that are no UTF-8: save it as UTF-8',
  ERR_FS_FILE_TOO_LARGE: 'one that is too large',
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws `Refused` with what is wrong with the file. */
export function readText(path: string): string {
  try {
    return utf8.decode(readFileSync(path));
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const problem = PROBLEMS[code] ?? code;
    throw new Failure('Refused', `expected a file to read at ${path}, got ${problem}`, { cause });
  }
}
