// How a test of each kind is begun.

import type { TestKind } from '../../core/pipeline/test-schema.ts';
import { startBuildTest } from './build-test.ts';
import { startFunctionTest } from './function-test.ts';
import type { StartTest } from './way.ts';

export const starts: Readonly<Record<TestKind, StartTest>> = {
  lambda: startFunctionTest,
  project: startBuildTest,
};
