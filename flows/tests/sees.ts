// Who says how a test has ended, of each kind.

import { seeCanaryTest } from './canary-test.ts';
import { seeExperimentTest } from './experiment-test.ts';
import { seeFunctionTest } from './function-test.ts';
import { seeThirdPartyTest } from './third-party-test.ts';
import type { Sees } from './way.ts';

/** All but builds: of those CodeBuild tells. */
export const seesOfOthers = {
  experiment: seeExperimentTest,
  https: seeThirdPartyTest,
  lambda: seeFunctionTest,
  synthetics: seeCanaryTest,
} satisfies Sees;
