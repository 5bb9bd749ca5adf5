// What is counted for operators: metrics of CloudWatch, and the words that each is counted under. The alarms and the
// dashboard in serverless.yml watch these, and a closed list keeps them from watching what nobody counts.

import { Failure, type FailureCode } from './failure.ts';
import { outcomes } from './outcome.ts';
import { waitKinds } from './wait.ts';

/** What is worked through in a function's time, by the word of its `inTime`. */
const workNames = [
  'dead',
  'shifts',
  'alarms',
  'harm',
  'waits',
  'watchers',
  'builds',
  'seals',
  'messages',
  'measures',
] as const;

export type WorkName = (typeof workNames)[number];

/** Failures that say that parts of Tidegate do not fit together, or that its table is damaged. */
const UNFORESEEN = ['WrongInput', 'Missing', 'Unreadable'] as const satisfies FailureCode[];

export const counted = {
  /** By outcome, once for each release. */
  ReleasesEnded: outcomes,
  /** A release waits for a person, by what it waits for: once for each time that it does. */
  PeopleAsked: ['bake', 'tests', 'changes'],
  /** Of a work, what was thrown on: tried again the next time. */
  Failed: workNames,
  /** Of a work, what had no turn before its time ran out: has it first the next time. */
  Skipped: workNames,
  /** A function failed in a way that nobody foresaw. */
  Unforeseen: ['Defect', ...UNFORESEEN],
  /** Of what waits, by its kind, for how many seconds the wave of the oldest has been at it. */
  WaitAge: waitKinds,
} as const;

/** What is no number of things. */
export const units: { readonly [Name in MetricName]?: 'Seconds' } = { WaitAge: 'Seconds' };

/**
 * What is measured of each stage, by the unit of CloudWatch: its gate, while anybody waits in front of it, and its
 * deployments, one for each that begins, is taken back, or has baked.
 */
export const measured = {
  /** How many revisions have come to it since somebody was let in. */
  WaitingRevisions: 'Count',
  OldestWaiting: 'Seconds',
  WavesStarted: 'Count',
  RollbacksStarted: 'Count',
  BakesEnded: 'Count',
} as const;

export type MeasureName = keyof typeof measured;

export type MetricName = keyof typeof counted;
export type CountedWord<Name extends MetricName> = (typeof counted)[Name][number];

/**
 * The word that what a function threw is counted under as `Unforeseen`; undefined for what a state machine foresees.
 *
 *     Failure NotReady   → undefined
 *     Failure WrongInput → 'WrongInput'
 *     TypeError          → 'Defect'
 */
export function unforeseenWord(thrown: unknown): CountedWord<'Unforeseen'> | undefined {
  if (!(thrown instanceof Failure)) return 'Defect';
  return UNFORESEEN.find((code) => code === thrown.code);
}
