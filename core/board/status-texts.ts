// What people read for each status, in the terminal and on the board alike.

import type { TargetStatus } from './target-view.ts';
import type { WaveStatus } from './wave-status.ts';

export const waveTexts: Readonly<Record<WaveStatus, string>> = {
  ahead: 'not reached yet',
  waiting: 'waits at the gate',
  deploying: 'deploying',
  testing: 'testing',
  baking: 'baking',
  asking: 'waits for a person',
  rollingBack: 'rolling back',
  passed: 'passed',
  overridden: 'let through by a person',
  rolledBack: 'rolled back',
  stopped: 'stopped',
  leftDirty: 'left dirty',
};

export const targetTexts: Readonly<Record<TargetStatus, string>> = {
  empty: 'nothing deployed yet',
  baked: 'baked',
  onTrial: 'not baked yet',
  deploying: 'deploying',
  rollingBack: 'rolling back',
  unproven: 'not proven',
};
