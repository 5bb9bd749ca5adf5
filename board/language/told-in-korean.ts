// What was told in English once, in the ledger or as a reason, for a Korean reader.

import { koreanDuration } from './korean.ts';
import { koreanDeeds } from './korean-deeds.ts';
import { koreanEnds } from './korean-ends.ts';
import { koreanLedger } from './korean-ledger.ts';
import { koreanReasons } from './korean-reasons.ts';
import { koreanRules } from './korean-rules.ts';
import { koreanSignals } from './korean-signals.ts';
import { koreanTruths } from './korean-truths.ts';
import { sayerOf } from './phrases.ts';

const DURATION = /^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

export const toldInKorean = sayerOf(
  [
    ...koreanLedger,
    ...koreanReasons,
    ...koreanDeeds,
    ...koreanTruths,
    ...koreanEnds,
    ...koreanSignals,
    ...koreanRules,
  ],
  (text) => (DURATION.test(text) ? koreanDuration(text) : undefined),
);
