// What was told in English once, in the ledger or as a reason, for a Korean reader.

import { koreanDuration } from './korean.ts';
import { koreanAsked } from './korean-asked.ts';
import { koreanDeeds } from './korean-deeds.ts';
import { koreanEnds } from './korean-ends.ts';
import { koreanFixes } from './korean-fixes.ts';
import { koreanLedger } from './korean-ledger.ts';
import { koreanReasons } from './korean-reasons.ts';
import { koreanRules } from './korean-rules.ts';
import { koreanSets } from './korean-sets.ts';
import { koreanSignals } from './korean-signals.ts';
import { koreanTerm } from './korean-terms.ts';
import { koreanTruths } from './korean-truths.ts';
import { sayerOf } from './phrases.ts';

/** Words of AWS for how something is: as its own console has them, and as the ledger does. */
const STATUS: ReadonlyMap<string, string> = new Map(
  [
    ['ABORTED', '중단됨'],
    ['ALARM', '경보'],
    ['FAILED', '실패'],
    ['FAULT', '장애'],
    ['IN_PROGRESS', '진행 중'],
    ['INSUFFICIENT_DATA', '데이터 부족'],
    ['MISSING', '없음'],
    ['OK', '정상'],
    ['STOPPED', '중지됨'],
    ['SUCCEEDED', '성공'],
    ['TIMED_OUT', '시간 초과'],
    // Those of CodeDeploy.
    ['Failed', '실패'],
    ['Succeeded', '성공'],
    // How severe an insight is.
    ['high', '높음'],
    ['medium', '중간'],
    ['low', '낮음'],
  ].map(([word = '', said = '']) => [word, `${said}(${word})`]),
);

const DURATION = /^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

const say = sayerOf(
  [
    ...koreanLedger,
    ...koreanReasons,
    ...koreanDeeds,
    ...koreanTruths,
    ...koreanEnds,
    ...koreanSets,
    ...koreanSignals,
    ...koreanRules,
    ...koreanFixes,
    ...koreanAsked,
  ],
  (text) => (DURATION.test(text) ? koreanDuration(text) : STATUS.get(text)),
  koreanTerm,
);

/** Where an alarm is that lies elsewhere than what it watches: `errors (in 111122223333 eu-west-1)`. */
const ELSEWHERE = / \(in (\d{12} [a-z]+(?:-[a-z]+)+-\d)\)/g;

/** How a list of names ends that is cut, wherever it stands: `a, b, and 3 more`. */
const MORE = /, and (\d+) more(?![\w-])/g;

/** Each line of what was told in several by itself. */
export function toldInKorean(told: string): string {
  const text = told.replace(ELSEWHERE, ' ($1)');
  return text.includes('\n') ? text.split('\n').map(sayLine).join('\n') : sayLine(text);
}

const TO_FIX = '; to fix: ';

/** What is wrong and how it is mended are two texts: no form of the one takes the other for its last part. */
function sayLine(text: string): string {
  const at = text.indexOf(TO_FIX);
  if (at === -1) return sayPart(text);
  return `${sayPart(text.slice(0, at))}; 고치려면: ${sayPart(text.slice(at + TO_FIX.length))}`;
}

function sayPart(text: string): string {
  return say(text).replace(MORE, ', 그 밖에 $1개');
}
