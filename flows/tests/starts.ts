// How a test of each kind is begun.

import { startBuildTest } from './build-test.ts';
import { startCanaryTest } from './canary-test.ts';
import { startExperimentTest } from './experiment-test.ts';
import { startFunctionTest } from './function-test.ts';
import { startThirdPartyTest } from './third-party-test.ts';
import type { RunKind, StartTest } from './way.ts';

export const starts: Readonly<Record<RunKind, StartTest>> = {
  experiment: startExperimentTest,
  https: startThirdPartyTest,
  lambda: startFunctionTest,
  project: startBuildTest,
  synthetics: startCanaryTest,
};
