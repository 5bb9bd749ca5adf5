// Bytes that are too many for one item of the table, in pieces beside it.

import { Failure } from '../core/failure.ts';
import type { Piece } from '../core/judging/judging-schema.ts';
import type { Key } from '../core/noun.ts';
import type { Ports } from './ports.ts';

/** An item may have 400 KB; what stands beside the bytes needs its share. */
export const ITEM_BYTES = 300_000;

/** Resolves to how many pieces there are, each under the key of its number. Nothing refers to them before that. */
export async function storePieces(
  { table }: Pick<Ports, 'table'>,
  bytes: Uint8Array,
  keyOf: (piece: number) => Key<Piece>,
): Promise<number> {
  const count = Math.ceil(bytes.length / ITEM_BYTES);
  for (let piece = 0; piece < count; piece += 1) {
    const part = bytes.subarray(piece * ITEM_BYTES, (piece + 1) * ITEM_BYTES);
    await table.put(keyOf(piece), { bytes: part });
  }
  return count;
}

/** Throws `Missing` where a piece is not there; `advice` says what to do then. */
export async function loadPieces(
  { table }: Pick<Ports, 'table'>,
  count: number,
  keyOf: (piece: number) => Key<Piece>,
  advice: string,
): Promise<Buffer> {
  const pieces = await Promise.all(
    Array.from({ length: count }, async (_, piece) => {
      const key = keyOf(piece);
      const item = await table.get(key);
      if (item) return item.bytes;
      throw new Failure(
        'Missing',
        `expected ${key.pk} ${key.sk} in the table, got nothing; ${advice}`,
      );
    }),
  );
  return Buffer.concat(pieces);
}
