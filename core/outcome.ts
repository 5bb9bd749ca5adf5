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

export type VerdictWord = 'pass' | 'fail' | 'inconclusive';

export type WaveOutcome = 'Passed' | 'RolledBack' | 'Stopped' | 'LeftDirty' | 'NotStarted';
