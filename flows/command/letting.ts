// What lets something through.

import { acceptNoise } from './accept-noise.ts';
import { approve } from './approve.ts';
import type { AllFlowsOf } from './flow.ts';
import { handOver } from './hand-over.ts';
import { lift } from './lift.ts';
import { override } from './override.ts';
import { resume } from './resume.ts';
import { retry } from './retry.ts';
import { rollback } from './rollback.ts';
import { skipRegion } from './skip-region.ts';
import { skipWait } from './skip-wait.ts';
import { start } from './start.ts';
import { unfreeze } from './unfreeze.ts';

export const letting: AllFlowsOf<'let'> = {
  approve,
  'accept-noise': acceptNoise,
  start,
  rollback,
  resume,
  unfreeze,
  lift,
  override,
  retry,
  'skip-region': skipRegion,
  'skip-wait': skipWait,
  'hand-over': handOver,
};
