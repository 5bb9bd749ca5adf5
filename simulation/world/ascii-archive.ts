// A zip archive whose every byte is below 128, so that it is the same as text and as bytes.

import { crc32 } from 'node:zlib';

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;

export interface ArchivedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Of files that are stored. Blanks are added at a file's end, and behind the directory's entries, until no byte is
 * larger.
 */
export function asciiArchive(files: readonly ArchivedFile[]): string {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { local, entry } = padded(file, at, entries);
    locals.push(local);
    entries.push(entry);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const count = u16(files.length);
  const end = [u32(END), u16(0, 0), count, count, u32(directory.length), u32(at), u16(0)];
  return Buffer.concat([...locals, directory, ...end]).toString('latin1');
}

function padded({ path, text }: ArchivedFile, at: number, before: readonly Buffer[]) {
  const so = before.reduce((sum, { length }) => sum + length, 0);
  let far = 0;
  for (let count = 0; ; count += 1) {
    const content = `${text}${' '.repeat(far)}${blanksOf(count)}`;
    const made = fileAt(path, content, { at, so });
    const next = at + made.local.length;
    if (isAscii(made.local) && isAscii(made.entry) && isAscii(u32(next))) return made;
    far += Math.max(beyond(Buffer.byteLength(content)), beyond(next));
  }
}

/**
 * How far the next number is whose upper bytes are all below 128: a few blanks never bring a size there.
 *
 *     200     →  0: that is its lowest byte, which they do
 *     40,000  →  25,536, to 65,536
 */
function beyond(size: number): number {
  for (const unit of [2 ** 24, 2 ** 16, 2 ** 8])
    if (Math.floor(size / unit) % 256 >= 128) {
      const whole = unit * 256;
      return whole - (size % whole);
    }
  return 0;
}

const MOST_SPACES = 100;

/** The same text with one space more has a sum that is much like it: where they do not help, lines are mixed in. */
function blanksOf(count: number): string {
  if (count <= MOST_SPACES) return ' '.repeat(count);
  const lines = count.toString(2).replaceAll('0', ' ').replaceAll('1', '\n');
  return `${' '.repeat(count % 257)}${lines}`;
}

function fileAt(
  path: string,
  text: string,
  { at, so }: { readonly at: number; readonly so: number },
) {
  const [name, content] = [Buffer.from(path), Buffer.from(text)];
  const sizes = [u32(crc32(content)), u32(content.length), u32(content.length), u16(name.length)];
  // Where what is before the content ends at such a place, no size has its own byte and the next place's below 128.
  const field = (at + HEADER_BYTES + name.length) % 256 === 128 ? fieldOf(60) : Buffer.alloc(0);
  const header = [u32(LOCAL), u16(10, 0, 0, 0, 0), ...sizes, u16(field.length)];
  const local = Buffer.concat([...header, name, field, content]);
  // The directory's length is written too: a comment brings it to the next one that is below 128.
  const length = so + ENTRY_BYTES + name.length;
  const over = length % 256;
  // From 128 on no comment whose own length is below 128 does: a field without content takes a part of it.
  const extra = over === 128 ? fieldOf(0) : Buffer.alloc(0);
  const comment = Buffer.from(' '.repeat(over < 128 ? 0 : 256 - over - extra.length));
  const entry = Buffer.concat([
    ...[u32(ENTRY), u16(10, 10, 0, 0, 0, 0), ...sizes],
    ...[u16(extra.length), u16(comment.length), u16(0, 0), u32(0), u32(at), name, extra, comment],
  ]);
  return { local, entry };
}

const ENTRY_BYTES = 46;
const HEADER_BYTES = 30;

/** Of a kind that nobody reads. */
function fieldOf(size: number): Buffer {
  return Buffer.concat([Buffer.from('AA'), u16(size), Buffer.from(' '.repeat(size))]);
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 128);
}

function u16(...values: number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}

function u32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value).buffer);
}
