// All that must hold at every step of a run.

import { announcedFirst } from './steps/checks/announced-first.ts';
import { askedByThen } from './steps/checks/asked-by-then.ts';
import { barredStaysOut } from './steps/checks/barred-stays-out.ts';
import { boundsSoFar } from './steps/checks/bounds-so-far.ts';
import { builtByThen } from './steps/checks/built-by-then.ts';
import { endSaidOnce } from './steps/checks/end-said-once.ts';
import { endsAsItIs } from './steps/checks/ends-as-it-is.ts';
import { leaseHeldByOne } from './steps/checks/lease-held-by-one.ts';
import { nothingStartedAfterEnd } from './steps/checks/nothing-started-after-end.ts';
import { oneClaim } from './steps/checks/one-claim.ts';
import { ownPlace } from './steps/checks/own-place.ts';
import { pagesWithReason } from './steps/checks/pages-with-reason.ts';
import { passesAsItIs } from './steps/checks/passes-as-it-is.ts';
import { returnsToBaked } from './steps/checks/returns-to-baked.ts';
import { runningAsSaid } from './steps/checks/running-as-said.ts';
import { startsInOrder } from './steps/checks/starts-in-order.ts';
import { watchedFirst } from './steps/checks/watched-first.ts';
import type { StepCheck } from './steps/step-check.ts';

export const stepChecks: readonly StepCheck[] = [
  startsInOrder,
  passesAsItIs,
  oneClaim,
  leaseHeldByOne,
  returnsToBaked,
  barredStaysOut,
  endSaidOnce,
  endsAsItIs,
  runningAsSaid,
  pagesWithReason,
  boundsSoFar,
  askedByThen,
  builtByThen,
  watchedFirst,
  announcedFirst,
  nothingStartedAfterEnd,
  ownPlace,
];
