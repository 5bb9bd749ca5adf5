// The sign and the tone of each status; what each is called stands in `core/board`.

import type { TargetStatus } from '../core/board/target-view.ts';
import type { Headline } from '../core/board/view.ts';
import type { WaveStatus } from '../core/board/wave-status.ts';
import type { TestView } from '../core/board/wave-view.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Sign } from './sign.ts';

export type Tone = 'quiet' | 'tide' | 'good' | 'bad' | 'warn';

interface Appearance {
  readonly sign: Sign;
  readonly tone: Tone;
}

export const waveAppearances: Readonly<Record<WaveStatus, Appearance>> = {
  ahead: { sign: 'hollow', tone: 'quiet' },
  waiting: { sign: 'waiting', tone: 'warn' },
  deploying: { sign: 'forward', tone: 'tide' },
  testing: { sign: 'forward', tone: 'tide' },
  baking: { sign: 'half', tone: 'tide' },
  asking: { sign: 'waiting', tone: 'bad' },
  rollingBack: { sign: 'back', tone: 'bad' },
  passed: { sign: 'check', tone: 'good' },
  overridden: { sign: 'check', tone: 'warn' },
  rolledBack: { sign: 'back', tone: 'bad' },
  stopped: { sign: 'square', tone: 'warn' },
  leftDirty: { sign: 'mark', tone: 'bad' },
};

export const targetAppearances: Readonly<Record<TargetStatus, Appearance>> = {
  empty: { sign: 'hollow', tone: 'quiet' },
  baked: { sign: 'check', tone: 'good' },
  onTrial: { sign: 'half', tone: 'tide' },
  deploying: { sign: 'forward', tone: 'tide' },
  rollingBack: { sign: 'back', tone: 'bad' },
  unproven: { sign: 'mark', tone: 'bad' },
};

export const testAppearances: Readonly<Record<TestView['status'], Appearance>> = {
  ahead: { sign: 'hollow', tone: 'quiet' },
  running: { sign: 'forward', tone: 'tide' },
  passed: { sign: 'check', tone: 'good' },
  failed: { sign: 'cross', tone: 'bad' },
  inconclusive: { sign: 'mark', tone: 'warn' },
};

export const outcomeAppearances: Readonly<Record<Outcome, Appearance>> = {
  Promoted: { sign: 'check', tone: 'good' },
  RolledBack: { sign: 'back', tone: 'bad' },
  Stopped: { sign: 'square', tone: 'warn' },
  Superseded: { sign: 'forward', tone: 'quiet' },
  Refused: { sign: 'cross', tone: 'quiet' },
  LeftDirty: { sign: 'mark', tone: 'bad' },
};

export const headlineAppearances: Readonly<Record<Headline['tone'], Appearance>> = {
  quiet: { sign: 'hollow', tone: 'quiet' },
  moving: { sign: 'half', tone: 'tide' },
  good: { sign: 'check', tone: 'good' },
  takenBack: { sign: 'back', tone: 'bad' },
  stopped: { sign: 'square', tone: 'warn' },
  needsPerson: { sign: 'mark', tone: 'bad' },
};

export const outcomeTexts: Readonly<Record<Outcome, string>> = {
  Promoted: 'Promoted',
  RolledBack: 'Rolled back',
  Stopped: 'Stopped',
  Superseded: 'Superseded',
  Refused: 'Refused',
  LeftDirty: 'Left dirty',
};
