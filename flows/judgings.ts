// The judgings of a release in the table, each with the case that it was made from, so that it can be made again.

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Case } from '@tidegate/judge/case';
import type { JudgedOf, Judging } from '../core/judging/judging-schema.ts';
import { keys, ranges } from '../core/keys.ts';
import { ITEM_BYTES, loadPieces, storePieces } from './pieces.ts';
import type { Ports } from './ports.ts';

/** The case as JSON, zipped: in the item, or beside it under its digest, so that no piece is ever overwritten. */
interface Exhibit {
  readonly digest: string;
  readonly bytes?: Uint8Array;
  readonly pieces?: number;
}

export type StoredJudging = Judging & { readonly exhibit: Exhibit };

/** What names a judging. */
type JudgingName = Pick<Judging, 'release' | 'wave' | 'target' | 'of'>;

/** Each look's takes the place of the last one's. */
export async function saveJudging(ports: Ports, judging: Judging, it: Case): Promise<void> {
  const bytes = gzipSync(JSON.stringify(it));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const exhibit: Exhibit =
    bytes.length <= ITEM_BYTES
      ? { digest, bytes }
      : { digest, pieces: await storePieces(ports, bytes, pieceKeys(judging, digest)) };
  await ports.table.put(keyOf(judging), { ...judging, exhibit });
}

export function readJudging(
  { table }: Pick<Ports, 'table'>,
  name: JudgingName,
): Promise<StoredJudging | undefined> {
  return table.get(keyOf(name));
}

/** All of a release, by wave, target, and what was judged. */
export function readJudgings(
  { table }: Pick<Ports, 'table'>,
  release: string,
): Promise<StoredJudging[]> {
  return table.list(ranges.judgings(release));
}

/** The case that a judging was made from. Throws `Missing` where a piece of it is not there. */
export async function readExhibit(
  ports: Pick<Ports, 'table'>,
  { exhibit: { digest, bytes, pieces = 0 }, ...name }: StoredJudging,
): Promise<Case> {
  const advice = 'it was removed by hand, and cannot be judged again';
  const zipped = bytes ?? (await loadPieces(ports, pieces, pieceKeys(name, digest), advice));
  return JSON.parse(gunzipSync(zipped).toString()) as Case;
}

function keyOf({ release, wave, target, of }: JudgingName) {
  return keys.judging(release, wave, target, of satisfies JudgedOf);
}

function pieceKeys({ release }: JudgingName, digest: string) {
  return (piece: number) => keys.exhibitPiece(release, digest, piece);
}
