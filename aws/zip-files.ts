// All files of a zip archive, as bytes.

import { entriesOf, isUnreadable, readEntry } from './zip-entry.ts';

export interface ZipFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Undefined where it cannot be read, or has more than `mostBytes` unpacked: a build's bytes are a stranger's. What
 * would lie outside of the archive is left out, and so are folders.
 */
export function zipFiles(archive: Buffer, mostBytes: number): ZipFile[] | undefined {
  try {
    let left = mostBytes;
    const files: ZipFile[] = [];
    for (const { name, at } of entriesOf(archive)) {
      const path = name.replace(/^\.\//, '');
      if (path.endsWith('/') || path.startsWith('/') || path.split('/').includes('..')) continue;
      const bytes = readEntry(archive, at, left);
      if (bytes === undefined) return undefined;
      left -= bytes.length;
      files.push({ path, bytes });
    }
    return files;
  } catch (thrown) {
    if (isUnreadable(thrown)) return undefined;
    throw thrown;
  }
}
