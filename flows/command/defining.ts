// What says how things are to be.

import { apply } from './apply.ts';
import { correct } from './correct.ts';
import type { AllFlowsOf } from './flow.ts';
import { policy } from './policy.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';

export const defining: AllFlowsOf<'define'> = {
  apply,
  policy,
  remove,
  rename,
  correct,
};
