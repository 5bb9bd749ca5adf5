// What is parked, in the order of its turns; the seed says which goes next.

import type { Chance } from './chance.ts';

type Piece = () => Promise<void>;

export interface ParkedPieces {
  /** The next place in the order. */
  turn(): number;
  add(turn: number, piece: Piece): void;
  count(): number;
  /** Any of them. */
  take(): Piece | undefined;
}

export function parkedPieces(order: Chance): ParkedPieces {
  const pieces: Piece[] = [];
  const turns: number[] = [];
  let last = 0;

  /** Nearly always at the end. */
  function add(turn: number, piece: Piece): void {
    let index = turns.length;
    while ((turns[index - 1] ?? 0) > turn) index -= 1;
    turns.splice(index, 0, turn);
    pieces.splice(index, 0, piece);
  }

  function take(): Piece | undefined {
    const index = order.below(pieces.length);
    turns.splice(index, 1);
    const [taken] = pieces.splice(index, 1);
    return taken;
  }

  return {
    turn: () => {
      last += 1;
      return last;
    },
    add,
    count: () => pieces.length,
    take,
  };
}
