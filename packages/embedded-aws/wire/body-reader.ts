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
    const pieces: Buffer[] = [];
    let bytes = 0;
    let refused: AwsError | undefined;
    if (Number(request.headers['content-length'] ?? 0) > MOST_DRAINED_BYTES) return tooLarge(limit);
    try {
      for await (const piece of request as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > MOST_DRAINED_BYTES) return tooLarge(limit);
        if (refused) continue;
        refused = bytes > limit ? tooLarge(limit) : busy(held + piece.length);
        if (!refused) {
          pieces.push(piece);
          held += piece.length;
          continue;
        }
        release(lengthOf(pieces));
        pieces.length = 0;
      }
    } catch {
      release(lengthOf(pieces));
      return undefined;
    }
    return refused ?? new Uint8Array(Buffer.concat(pieces));
  }

  function release(bytes: number): void {
    held -= bytes;
  }

  return { read, release };
}

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
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
