// What a test's reports say of its cases: JUnit's and others', as CodeBuild has read them. Names are anybody's text.

import * as z from 'zod';
import { harmless } from './harmless.ts';

/** So many failed cases are named: a report may have thousands. */
export const MOST_NAMED = 5;
const MOST_OF_A_NAME = 100;

export const testReportSchema = z
  .strictObject({
    passed: z.int(),
    failed: z.int(),
    skipped: z.int(),
    /** Cases of which the report says nothing, and reports that were not whole. */
    unknown: z.int(),
    /** The first of those that failed. */
    cases: z.array(z.string()).readonly(),
  })
  .readonly();

export type TestReport = z.output<typeof testReportSchema>;

/** A name as it may be kept and shown. */
export function caseName(name: string): string {
  const shown = harmless(name.trim().slice(0, MOST_OF_A_NAME).toWellFormed());
  return name.trim().length > MOST_OF_A_NAME ? `${shown}…` : shown;
}

/**
 * In the words of a ledger.
 *
 *     212 passed, 0 failed                    →  '212 passed'
 *     209 passed, 2 failed, 1 skipped         →  '2 failed (empties, pays), 209 passed, 1 skipped'
 *     200 passed, 9 failed, 5 of them named   →  '9 failed (a, b, c, d, e and 4 more), 200 passed'
 *     nothing at all                          →  'no cases'
 */
export function reportText({ passed, failed, skipped, unknown, cases }: TestReport): string {
  const more = failed - cases.length;
  const named = cases.join(', ') + (more > 0 ? ` and ${more} more` : '');
  const said = [
    failed > 0 && `${failed} failed${cases.length > 0 ? ` (${named})` : ''}`,
    passed > 0 && `${passed} passed`,
    skipped > 0 && `${skipped} skipped`,
    unknown > 0 && `${unknown} unknown`,
  ].filter((each) => each !== false);
  return said.length > 0 ? said.join(', ') : 'no cases';
}
