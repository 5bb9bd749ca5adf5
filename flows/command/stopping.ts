// What anyone may do who may read.

import { reject } from './decide.ts';
import type { AllFlowsOf } from './flow.ts';
import { hold } from './hold.ts';
import { quarantine } from './quarantine.ts';
import { stop } from './stop.ts';
import { stopTheLine } from './stop-the-line.ts';

export const stopping: AllFlowsOf<'stop'> = {
  hold,
  reject,
  'stop-the-line': stopTheLine,
  stop,
  quarantine,
};
