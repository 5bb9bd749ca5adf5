// Where the table keeps what is made of the ledger.

import type { Range } from './noun.ts';
import { ofSeals, TO_SEAL } from './partitions.ts';
import { type LedgerSeal, ledgerSealNoun } from './record/ledger-seal.ts';
import { type ToSeal, toSealNoun } from './record/to-seal.ts';

export const recordKeys = {
  /** A seal of the ledger of a pipeline; of what concerns all of them, where it has no name. */
  seal: (pipeline: string, number: number) => ({
    noun: ledgerSealNoun,
    pk: ofSeals(pipeline),
    sk: String(number).padStart(9, '0'),
  }),
  /** One that has left, until all that may still be said of it is sealed. */
  toSeal: (pipeline: string) => ({ noun: toSealNoun, pk: TO_SEAL, sk: pipeline }),
};

export const recordRanges = {
  seals: (pipeline: string): Range<LedgerSeal> => ({
    noun: ledgerSealNoun,
    partitions: [ofSeals(pipeline)],
    prefix: '',
  }),
  toSeal: (): Range<ToSeal> => ({ noun: toSealNoun, partitions: [TO_SEAL], prefix: '' }),
};
