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
    const bytes = readFileSync(path);
    return isUtf16(bytes) ? refuseUtf16(path) : utf8.decode(bytes);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    const problem = PROBLEMS[code] ?? code;
    throw new Failure('Refused', `expected a file to read at ${path}, got ${problem}`, { cause });
  }
}

/** By its mark, or by the empty half of each letter where it begins without one. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true;
  const isBig = first === 0 && third === 0 && second !== 0 && fourth !== 0;
  const isLittle = second === 0 && fourth === 0 && first !== 0 && third !== 0;
  return bytes.length >= 4 && (isBig || isLittle);
}

function refuseUtf16(path: string): never {
  throw new Failure(
    'Refused',
    `expected a file in UTF-8 at ${path}, got one in UTF-16: save it as UTF-8`,
  );
}
