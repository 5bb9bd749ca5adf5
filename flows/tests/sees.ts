// Who says how a test has ended, of each kind.

import { seeBuildTest } from './build-test.ts';
import { seeFunctionTest } from './function-test.ts';
import type { Sees } from './way.ts';

/** All but builds: of those CodeBuild tells. */
export const seesOfOthers = {
  lambda: seeFunctionTest,
} satisfies Sees;

export const allSees: Required<Sees> = { ...seesOfOthers, project: seeBuildTest };
