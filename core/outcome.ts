// How a release ends: exactly one of these.

export const outcomes = [
  'Promoted',
  'RolledBack',
  'Stopped',
  'Superseded',
  'Refused',
  'LeftDirty',
] as const;

export type Outcome = (typeof outcomes)[number];

export const verdictWords = ['pass', 'fail', 'inconclusive'] as const;

export type VerdictWord = (typeof verdictWords)[number];

export const waveOutcomes = [
  'Passed',
  /** A person has let it through, whose bake was inconclusive. */
  'Overridden',
  'RolledBack',
  'Stopped',
  'LeftDirty',
  'NotStarted',
] as const;

export type WaveOutcome = (typeof waveOutcomes)[number];
