// A SARIF log of a text, as lint makes it.

import { findingsIn } from '../../cli/findings.ts';
import type { Linted } from '../../cli/linted.ts';
import { sarifOf } from '../../cli/sarif.ts';
import { isFailure } from '../../core/failure.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { defaultPolicy } from '../../core/practice/policy.ts';

export type SarifLog = ReturnType<typeof sarifOf>;

const NOW = new Date('2026-11-24T12:00:00Z');

export function lintedFor(file: string, text: string): Linted {
  try {
    const findings = findingsIn(file, text, parsePipeline(text, file), {
      policy: defaultPolicy,
      now: NOW,
    });
    return { file, ok: true, problems: [], findings, remarks: [], unread: [] };
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return { file, ok: false, problems: thrown.problems, findings: [], remarks: [], unread: [] };
  }
}

export function sarifFor(file: string, text: string): SarifLog {
  return sarifOf([lintedFor(file, text)]);
}
