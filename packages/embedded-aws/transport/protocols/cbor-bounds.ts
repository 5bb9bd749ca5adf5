// What CBOR may hold here, told before anything is made of it: the parts of it that AWS's clients send, and no more.

import { DEEPEST, MOST_VALUES } from '../../json-bounds.ts';

/** Why bytes are not read. */
export class UnreadableCbor extends Error {}

const BYTES = 2;
const TEXT = 3;
const LIST = 4;
const MAP = 5;
const TAG = 6;
const SPECIAL = 7;

const INDEFINITE = 31;
const BREAK = 0xff;
/** Seconds since 1970. The others (numbers of any size, values shared by reference) are sent to no service here. */
const TIME_TAG = 1;

/**
 * Throws `UnreadableCbor` unless the bytes are one value, all of it there, without what takes more than its bytes to
 * read: a length that is not borne out, a nesting, a tag that means work.
 */
export function checkCbor(body: Uint8Array): void {
  const bytes = cursorOver(body);
  let values = 0;

  function value(depth: number, expected?: number): void {
    values += 1;
    if (depth > DEEPEST) throw new UnreadableCbor('it is nested too deep');
    if (values > MOST_VALUES) throw new UnreadableCbor('it holds too many values');
    const { major, length } = bytes.head();
    if (expected !== undefined && major !== expected)
      throw new UnreadableCbor('it holds another kind of value where a text is expected');
    if (major === BYTES || major === TEXT) {
      if (length === undefined) each(length, () => value(depth + 1, major));
      else bytes.skip(length);
    } else if (major === LIST) each(length, () => value(depth + 1));
    else if (major === MAP) each(length, () => member(depth + 1));
    else if (length === undefined) throw new UnreadableCbor('it holds a length that is none');
    else if (major === TAG) time(length, depth + 1);
  }

  function member(depth: number): void {
    value(depth, TEXT);
    value(depth);
  }

  function time(tag: number, depth: number): void {
    if (tag !== TIME_TAG) throw new UnreadableCbor('it holds a tag that is no time');
    const { major } = bytes.peek();
    if (major >= BYTES && major !== SPECIAL)
      throw new UnreadableCbor('it holds a time that is no number');
    value(depth);
  }

  function each(length: number | undefined, read: () => void): void {
    if (length === undefined) while (!bytes.tookBreak()) read();
    else {
      if (length > bytes.left()) throw new UnreadableCbor('it ends too soon');
      for (let at = 0; at < length; at += 1) read();
    }
  }

  value(0);
  if (bytes.left() > 0) throw new UnreadableCbor('something follows it');
}

interface Head {
  readonly major: number;
  /** What the head says beside its kind: a length, a number, a tag. Undefined where a break ends the value. */
  readonly length: number | undefined;
}

interface Cursor {
  left(): number;
  skip(bytes: number): void;
  head(): Head;
  peek(): { readonly major: number };
  /** Whether a break was next; then it has been taken. */
  tookBreak(): boolean;
}

function cursorOver(body: Uint8Array): Cursor {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;

  function skip(bytes: number): number {
    if (bytes > body.length - at) throw new UnreadableCbor('it ends too soon');
    at += bytes;
    return at - bytes;
  }

  function head(): Head {
    const first = view.getUint8(skip(1));
    return { major: first >> 5, length: lengthOf(first & 0x1f) };
  }

  function lengthOf(minor: number): number | undefined {
    if (minor < 24) return minor;
    if (minor === 24) return view.getUint8(skip(1));
    if (minor === 25) return view.getUint16(skip(2));
    if (minor === 26) return view.getUint32(skip(4));
    if (minor === 27) return Number(view.getBigUint64(skip(8)));
    if (minor === INDEFINITE) return undefined;
    throw new UnreadableCbor('it holds a length that is none');
  }

  function tookBreak(): boolean {
    const found = body[at] === BREAK;
    if (found) skip(1);
    return found;
  }

  return {
    left: () => body.length - at,
    skip: (bytes) => void skip(bytes),
    head,
    peek: () => ({ major: (body[at] ?? BREAK) >> 5 }),
    tookBreak,
  };
}
