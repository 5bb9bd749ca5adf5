// What was told in English once, in the ledger or as a reason, for a Korean reader.

import { koreanDuration } from './korean.ts';
import { koreanLedger } from './korean-ledger.ts';
import { koreanReasons } from './korean-reasons.ts';
import { sayerOf } from './phrases.ts';

const DURATION = /^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

export const toldInKorean = sayerOf([...koreanLedger, ...koreanReasons], (text) =>
  DURATION.test(text) ? koreanDuration(text) : undefined,
);
