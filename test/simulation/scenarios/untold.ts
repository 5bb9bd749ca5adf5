// What of a ledger stays English on a Korean board, though nobody but Tidegate has written it.

import { readFileSync } from 'node:fs';
import { toldInKorean } from '../../../board/language/told-in-korean.ts';
import type { LedgerEntry } from '../../../core/ledger.ts';

/** Small words, which sentences have and names do not. */
const WORDS =
  /\b(the|was|is|its|had|has|were|until|which|that|been|still|before|while|could|did|not|by|with|from|there|than|it|nothing)\b/i;

/** What people, AWS and the scripts of tests say, and failures, which are English wherever they are read. */
const THEIRS = [
  /expected .*, got .*/gs,
  /to fix: .*/gs,
  /tidegate [a-z-]+ [^;)]*/g,
  /\b(by-hand|go-on|stay-as-it-is|end-to-end|a-zone-is-lost)\b/g,
  /The (scenario lets|deployment was)[^;)]*/g,
  /Service deployment rolled back because[^;)]*/g,
  /(Too many individual|Rollback trigger|Rollback initiated by|Instances of the)[^;)]*/g,
  /Stack arn:aws:cloudformation:[^;)]*/g,
  /as the scenario has it|the spring sale/g,
  /or pull requests, which GITLAB does not tell apart.*/g,
];

/** The texts, as they would be shown. */
export function untold(
  ledger: readonly Pick<LedgerEntry, 'subject' | 'text'>[],
  scenario: string,
): string[] {
  const written = readFileSync(scenario, 'utf8');
  const reasons = [...written.matchAll(/reason: ?(?:"([^"]+)"|'([^']+)'|([^,}\n]+))/g)].map(
    ([, ...found]) => found.find((each) => each !== undefined)?.trim() ?? '',
  );
  const texts = ledger.map(({ subject, text }) =>
    text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text,
  );
  return [...new Set(texts)].filter((text) => {
    const told = toldInKorean(text);
    let left = reasons.reduce((rest, reason) => rest.replaceAll(reason, ''), told);
    for (const theirs of THEIRS) left = left.replace(theirs, '');
    return told === text || WORDS.test(left);
  });
}
