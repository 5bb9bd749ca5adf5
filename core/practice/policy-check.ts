// What a release was found to break as it started: kept with it, told in the ledger, and what refuses it.

import { type BrokenRule, forbidding, waiverText } from './broken-rules.ts';
import type { CheckedRule, PolicyCheck } from './policy-check-schema.ts';

/** The broken rules, each once: with what is known rather than what is unsure, where it has both. */
export function checkedRules(broken: readonly BrokenRule[]): CheckedRule[] {
  const byRule = Map.groupBy(broken, ({ rule }) => rule);
  return [...byRule.values()].map((all) => {
    const known = all.filter(({ unsure }) => !unsure);
    const [{ path: _, ...first }] = (known.length > 0 ? known : all) as [BrokenRule];
    return { ...first, count: Math.max(1, known.length) };
  });
}

/** `one-box-first: expected …, got … (and 2 more)`. */
function checkedText({ rule, text, count }: CheckedRule): string {
  return `${rule}: ${text}${count > 1 ? ` (and ${count - 1} more)` : ''}`;
}

export interface PolicyEntry {
  readonly event: 'RuleBroken' | 'RuleWaived';
  readonly subject: string;
  readonly text: string;
}

/** What the ledger says of a release that starts although it breaks rules. */
export function policyEntries({ rules }: PolicyCheck): PolicyEntry[] {
  return rules.map((each) =>
    each.waiver
      ? {
          event: 'RuleWaived',
          subject: each.rule,
          text: `${checkedText(each)}; ${waiverText(each.waiver)}`,
        }
      : {
          event: 'RuleBroken',
          subject: each.rule,
          text: `${checkedText(each)}; to fix: ${each.fix}`,
        },
  );
}

/** Why a release is refused: each enforced rule that it breaks, with what to write. Undefined where there is none. */
export function refusalOf({ policy, policyVersion, rules }: PolicyCheck): string | undefined {
  const against = forbidding(rules);
  if (against.length === 0) return undefined;
  const name = `policy ${policy}, version ${policyVersion},`;
  return [
    `expected a pipeline that keeps the rules which ${name} enforces, got ${against.length === 1 ? '1 that is' : `${against.length} that are`} broken:`,
    ...against.map((each) => `${checkedText(each)}. To fix: ${each.fix}.`),
    'Apply the pipeline with that changed, or with a waiver where the policy allows one; then start the release again.',
  ].join('\n');
}
