// A run of a test in a wave: its build or what else runs it, how that ended, and those before it that said nothing or
// failed.

import * as z from 'zod';
import { drillRunSchema } from './drill.ts';
import { harmless } from './harmless.ts';
import type { PlannedTest } from './planned-wave.ts';
import { testReportSchema } from './test-report.ts';

/** What a test did not pass for: it did not get to say anything, or it said that it fails. */
const faults = ['infrastructure', 'assertions'] as const;

const earlierSchema = z
  .strictObject({
    build: z.string(),
    reason: z.string(),
    fault: z.enum(faults),
    /** A person has had it run again after this one: what counts begins anew. */
    asked: z.literal(true).exactOptional(),
  })
  .readonly();

const begun = {
  /** Its build; of a test of another kind, what its run is known by. */
  build: z.string(),
  startedAt: z.string(),
  /** The builds that it was begun anew after, the first one first. */
  earlier: z.array(earlierSchema).readonly().exactOptional(),
  /** Of a rollback drill, how far it has got. */
  drill: drillRunSchema.exactOptional(),
};
const ended = {
  ...begun,
  status: z.literal('ended'),
  reason: z.string(),
  /** Absent where it passed, or where nobody can be blamed for what it did not say. */
  fault: z.enum(faults).exactOptional(),
  /** A person has it run again, since it said nothing. */
  again: z.literal(true).exactOptional(),
  /** Where a person reads more. */
  link: z.string().exactOptional(),
  /** What its cases came to, where whoever ran it keeps them. */
  report: testReportSchema.exactOptional(),
};

export const testRunSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...begun, status: z.literal('running') }).readonly(),
  z.discriminatedUnion('verdict', [
    z.strictObject({ ...ended, verdict: z.enum(['pass', 'inconclusive']) }).readonly(),
    z
      .strictObject({
        ...ended,
        verdict: z.literal('fail'),
        /** It did not end in its time, which says nothing of what it tests. */
        timedOut: z.literal(true).exactOptional(),
      })
      .readonly(),
  ]),
]);

export type TestRun = z.output<typeof testRunSchema>;

/** What the end of a test adds to its run. */
type Ended<Run> = Run extends { readonly status: 'ended' }
  ? Omit<Run, 'build' | 'startedAt' | 'earlier' | 'status'>
  : never;
export type TestResult = Ended<TestRun>;

/**
 * Whether a test is run again: what did not get to say anything, and what failed, are counted apart.
 *
 *     infrastructure: 1, its first build could not be provisioned   →  yes
 *     the same, and its second neither                              →  no
 *     assertions: 0, its build failed                               →  no
 *     a person has asked for it                                     →  yes
 */
export function isRunAgain(
  run: TestRun,
  { retries = { infrastructure: 0, assertions: 0 } }: Pick<PlannedTest, 'retries'>,
): boolean {
  if (run.status !== 'ended' || run.verdict === 'pass') return false;
  const { fault, earlier = [], again } = run;
  if (again || fault === undefined) return again === true;
  const since = earlier.slice(earlier.findLastIndex(({ asked }) => asked) + 1);
  return since.filter((each) => each.fault === fault).length < retries[fault];
}

/**
 * What a run is asked for as: its test's name, and from the second run on which one it is.
 *
 *     smoke, none before  →  'smoke'
 *     smoke, one before   →  'smoke 2'
 */
export function runNamed(test: string, { earlier = [] }: Pick<TestRun, 'earlier'>): string {
  return earlier.length > 0 ? `${test} ${earlier.length + 1}` : test;
}

/** The builds before the next one. */
export function earlierOf(run: TestRun | undefined): NonNullable<TestRun['earlier']> {
  if (run === undefined) return [];
  const { build, earlier = [] } = run;
  if (run.status !== 'ended') return earlier;
  const { reason, again, fault = again && 'infrastructure' } = run;
  if (fault === undefined) return earlier;
  return [...earlier, { build, reason, fault, ...(again && { asked: again }) }];
}

/** The tests with those to be run again that said nothing: a person has asked for it. */
export function runAgain(tests: Readonly<Record<string, TestRun>>): Record<string, TestRun> {
  const saidNothing = (run: TestRun) => run.status === 'ended' && run.verdict === 'inconclusive';
  return Object.fromEntries(
    Object.entries(tests).map(([name, run]) => [
      name,
      saidNothing(run) ? { ...run, again: true as const } : run,
    ]),
  );
}

/** Why it passed, and how often it had failed before: then it is flaky. */
export function passText({ earlier = [] }: Pick<TestRun, 'earlier'>, why: string): string {
  const failures = earlier.filter(({ fault }) => fault === 'assertions').length;
  if (failures === 0) return why;
  return `${why}; flaky: it had failed ${failures === 1 ? 'once' : `${failures} times`} before`;
}

/**
 * Whose contract has not been kept, and whom to talk to.
 *
 *     basket, team-basket, #team-basket  →  'it is the contract of basket: talk to team-basket (#team-basket)'
 *     basket, team-basket                →  'it is the contract of basket: talk to team-basket'
 */
export function contractText({
  consumer,
  owner,
  contact,
}: NonNullable<PlannedTest['contract']>): string {
  const where = contact === undefined ? '' : ` (${harmless(contact)})`;
  return `it is the contract of ${harmless(consumer)}: talk to ${harmless(owner)}${where}`;
}

/** What its machine is told of a test whose wave has been halted: what it would say no longer matters. */
export function haltedTest(test: string, { reason }: { readonly reason: string }) {
  return { test, verdict: 'halted' as const, reason };
}
