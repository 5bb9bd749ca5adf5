// Stretches of paths that many tests share.

/** Through the gate, and onto so many targets. */
export const DEPLOYED = (targets: number): string[] => [
  'OpenGate',
  'GateOpen?',
  'DeployTargets',
  ...Array.from({ length: targets }, () => 'DeployTarget'),
  'Deployed?',
];

export const looks = (count: number): string[] => Array.from({ length: count }, () => 'WatchBake');

const finished = (end: string): string[] => ['FinishWave', end];
export const PASSED = finished('Passed');
export const FAILED = finished('Failed');
export const STOPPED = finished('Stopped');
export const SUPERSEDED = finished('Superseded');

/** A release of one wave that fails and is taken back. */
export const TAKEN_BACK = (end: string): string[] => [
  'ClaimRelease',
  'RunWave',
  'WavePassed?',
  'RollBack',
  'SettleRelease',
  'Outcome?',
  end,
];

/** A release of one wave that ends with it. */
export const ENDED = (end: string): string[] => [
  'ClaimRelease',
  'RunWave',
  'WavePassed?',
  'SettleRelease',
  'Outcome?',
  end,
];

/** A rollback of so many targets. */
export const ROLLED_BACK = (targets: number, end = 'RolledBack'): string[] => [
  'PlanRollback',
  'Before?',
  'RollBackTargets',
  ...Array.from({ length: targets }, () => 'RollBackTarget'),
  'After?',
  'Back?',
  end,
];
