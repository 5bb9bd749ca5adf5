// A folder as a zip archive: the same files make the same bytes, whenever and wherever they are packed.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Made on Unix, so that files are as executable as they are here. */
const MADE_BY = (3 << 8) | VERSION;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1980-01-01: zip knows no earlier day, and a time of its own would make other bytes. */
const DAY = 0x21;

/** Links are followed; names are those of the files below the folder, in order. */
export function zipFolder(folder: string): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of filesBelow(folder, '').sort()) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const packed = deflateRawSync(bytes, { level: 9 });
    const named = Buffer.from(name);
    const mode = statSync(path).mode & 0o111 ? 0o100755 : 0o100644;
    const shared = headOf(bytes, packed, named);
    const local = Buffer.concat([numbers([[LOCAL, 4]]), shared, numbers([[0, 2]]), named, packed]);
    directory.push(
      numbers([
        [CENTRAL, 4],
        [MADE_BY, 2],
      ]),
      shared,
      numbers([
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [mode * 0x10000, 4],
        [at, 4],
      ]),
      named,
    );
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const count = parts.length;
  const end = numbers([
    [END, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [central.length, 4],
    [at, 4],
    [0, 2],
  ]);
  return Buffer.concat([...parts, central, end]);
}

/** What the head before a file and its line in the directory share. */
function headOf(bytes: Buffer, packed: Buffer, name: Buffer): Buffer {
  return numbers([
    [VERSION, 2],
    [UTF8, 2],
    [DEFLATED, 2],
    [0, 2],
    [DAY, 2],
    [crc32(bytes), 4],
    [packed.length, 4],
    [bytes.length, 4],
    [name.length, 2],
  ]);
}

function numbers(all: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    all.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes === 2) buffer.writeUInt16LE(value);
      else buffer.writeUInt32LE(value >>> 0);
      return buffer;
    }),
  );
}

function filesBelow(folder: string, under: string): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    const isFolder =
      entry.isDirectory() || (entry.isSymbolicLink() && statSync(join(folder, name)).isDirectory());
    return isFolder ? filesBelow(folder, name) : [name];
  });
}
