// One small file of a zip archive, by its path in it.

import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end of the directory without its comment, and the longest comment. */
const END_BYTES = 22;
const MOST_COMMENT = 65_535;
const ENTRY_BYTES = 46;
const STORED = 0;
const DEFLATED = 8;

/**
 * The text of a file in an archive; undefined where it is not in it, is larger than `mostBytes`, or cannot be read: a
 * build's bytes are a stranger's.
 */
export function zipEntry(archive: Buffer, path: string, mostBytes: number): string | undefined {
  try {
    for (const { name, at } of entriesOf(archive))
      if (name === path || name === `./${path}`)
        return readEntry(archive, at, mostBytes)?.toString();
    return undefined;
  } catch (thrown) {
    if (isUnreadable(thrown)) return undefined;
    throw thrown;
  }
}

/** Places that lie outside of it, or bytes that are not deflated. */
export function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof RangeError || isOfZlib(thrown);
}

function isOfZlib(thrown: unknown): boolean {
  const { code = '' } = thrown as { code?: string };
  return code.startsWith('Z_') || code.startsWith('ERR_');
}

/** The central directory is what every unzipper reads: the headers before each file may leave sizes out. */
export function* entriesOf(archive: Buffer): Generator<{ name: string; at: number }> {
  const end = endOf(archive);
  if (end === undefined) return;
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (archive.readUInt32LE(at) !== ENTRY) return;
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    yield { name, at };
    at += ENTRY_BYTES + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - MOST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1)
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return undefined;
}

export function readEntry(archive: Buffer, entry: number, mostBytes: number): Buffer | undefined {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const content = archive.subarray(start, start + size);
  if (method === STORED) return content.length > mostBytes ? undefined : content;
  if (method !== DEFLATED) return undefined;
  return inflateRawSync(content, { maxOutputLength: Math.max(1, mostBytes) });
}
