// Who says how a test has ended, of every kind: for those who may ask all of them.

import { seeBuildTest } from './build-test.ts';
import { seesOfOthers } from './sees.ts';
import type { Sees } from './way.ts';

export const allSees: Required<Sees> = { ...seesOfOthers, project: seeBuildTest };
