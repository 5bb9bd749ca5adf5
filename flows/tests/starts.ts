// How a test of each kind is begun.

import type { TestKind } from '../../core/pipeline/test-schema.ts';
import { startBuildTest } from './build-test.ts';
import { startCanaryTest } from './canary-test.ts';
import { startExperimentTest } from './experiment-test.ts';
import { startFunctionTest } from './function-test.ts';
import { startThirdPartyTest } from './third-party-test.ts';
import type { StartTest } from './way.ts';

export const starts: Readonly<Record<TestKind, StartTest>> = {
  experiment: startExperimentTest,
  https: startThirdPartyTest,
  lambda: startFunctionTest,
  project: startBuildTest,
  synthetics: startCanaryTest,
};
