// What anyone may do who may read.

import type { AllFlowsOf } from './flow.ts';
import { freeze } from './freeze.ts';
import { hold } from './hold.ts';
import { quarantine } from './quarantine.ts';
import { reject } from './reject.ts';
import { stop } from './stop.ts';
import { stopTheLine } from './stop-the-line.ts';
import { withdrawNoise } from './withdraw-noise.ts';

export const stopping: AllFlowsOf<'stop'> = {
  hold,
  freeze,
  reject,
  'stop-the-line': stopTheLine,
  stop,
  quarantine,
  'withdraw-noise': withdrawNoise,
};
