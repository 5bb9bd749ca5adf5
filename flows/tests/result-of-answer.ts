// What follows from what a test says itself.

import type { TestAnswer } from '../../core/test-answer.ts';
import type { TestResult } from '../../core/test-run.ts';

export function resultOfAnswer(what: string, { status, link, message }: TestAnswer): TestResult {
  const reason = `${what} said ${status}${message === undefined ? '' : `: ${message}`}`;
  const more = link === undefined ? {} : { link };
  return status === 'passed'
    ? { verdict: 'pass', reason, ...more }
    : { verdict: 'fail', reason, fault: 'assertions', ...more };
}
