// Where the table keeps what is made of the ledger.

import type { Range } from './noun.ts';
import { ofSeals } from './partitions.ts';
import { type LedgerSeal, ledgerSealNoun } from './record/ledger-seal.ts';

export const recordKeys = {
  /** A seal of the ledger of a pipeline; of what concerns all of them, where it has no name. */
  seal: (pipeline: string, number: number) => ({
    noun: ledgerSealNoun,
    pk: ofSeals(pipeline),
    sk: String(number).padStart(9, '0'),
  }),
};

export const recordRanges = {
  seals: (pipeline: string): Range<LedgerSeal> => ({
    noun: ledgerSealNoun,
    partitions: [ofSeals(pipeline)],
    prefix: '',
  }),
};
