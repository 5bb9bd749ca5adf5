// Reading bodies: each within its limit, and all of them together within what this process can bear.

import type { IncomingMessage } from 'node:http';
import { AwsError } from '../service.ts';
import { MEBIBYTE } from './body-limit.ts';

export interface BodyReader {
  /** The body; or why it is refused; or undefined where the client has gone. What was read must be released. */
  read(request: IncomingMessage, limit: number): Promise<Uint8Array | AwsError | undefined>;
  release(bytes: number): void;
}

/** All bodies that are being read or answered. */
const MOST_BYTES = 256 * MEBIBYTE;
/** How much of a body that is refused is still taken from the client, so that it reads the answer. */
const MOST_DRAINED_BYTES = 128 * MEBIBYTE;

export function bodyReader(): BodyReader {
  let held = 0;

  async function read(request: IncomingMessage, limit: number) {
    if (Number(request.headers['content-length'] ?? 0) > MOST_DRAINED_BYTES) return tooLarge(limit);
    const body = growingBytes();
    let drained = 0;
    let refused: AwsError | undefined;
    try {
      for await (const piece of request as AsyncIterable<Buffer>) {
        drained += piece.length;
        if (drained > MOST_DRAINED_BYTES) return tooLarge(limit);
        if (refused) continue;
        refused = drained > limit ? tooLarge(limit) : busy(held + piece.length);
        if (refused) {
          release(body.clear());
          continue;
        }
        body.add(piece);
        held += piece.length;
      }
    } catch {
      release(body.clear());
      return undefined;
    }
    return refused ?? body.taken();
  }

  function release(bytes: number): void {
    held -= bytes;
  }

  return { read, release };
}

interface GrowingBytes {
  add(piece: Uint8Array): void;
  taken(): Uint8Array;
  /** Gives how many there were. */
  clear(): number;
}

/** One run of bytes that doubles: a client may send each byte as a piece of its own. */
function growingBytes(): GrowingBytes {
  let room = new Uint8Array();
  let length = 0;
  return {
    add(piece) {
      if (length + piece.length > room.length) {
        const wider = new Uint8Array(Math.max(2 * room.length, length + piece.length));
        wider.set(room.subarray(0, length));
        room = wider;
      }
      room.set(piece, length);
      length += piece.length;
    },
    taken: () => (length === room.length ? room : room.slice(0, length)),
    clear() {
      const cleared = length;
      room = new Uint8Array();
      length = 0;
      return cleared;
    },
  };
}

function tooLarge(limit: number): AwsError {
  return new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes for this operation.`,
    413,
  );
}

function busy(held: number): AwsError | undefined {
  if (held <= MOST_BYTES) return undefined;
  return new AwsError('ServiceUnavailable', 'Too much is being sent at once. Try again.', 503);
}
