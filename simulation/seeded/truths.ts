// What must hold of a run and is told from the simulated AWS, beside what the table says.

import type { Invariant } from './invariant.ts';
import { firingConvicts } from './invariants/firing-convicts.ts';
import { harmStaysOut } from './invariants/harm-stays-out.ts';
import { harmTakenBack } from './invariants/harm-taken-back.ts';
import { hoursKept } from './invariants/hours-kept.ts';
import { ledgerExplains } from './invariants/ledger-explains.ts';
import { letThroughByName } from './invariants/let-through-by-name.ts';
import { newerStays } from './invariants/newer-stays.ts';
import { oneInAStage } from './invariants/one-in-a-stage.ts';
import { onlyWhatWasMeant } from './invariants/only-what-was-meant.ts';
import { pagesWithCause } from './invariants/pages-with-cause.ts';
import { patienceIsCheap } from './invariants/patience-is-cheap.ts';
import { pipelinesApart } from './invariants/pipelines-apart.ts';
import { saidWasRead } from './invariants/said-was-read.ts';
import { startsAfterBakes } from './invariants/starts-after-bakes.ts';
import { unknownNeverPasses } from './invariants/unknown-never-passes.ts';
import { watchedFromTheFirstRequest } from './invariants/watched-from-the-first-request.ts';

export const truths: readonly Invariant[] = [
  startsAfterBakes,
  harmTakenBack,
  firingConvicts,
  unknownNeverPasses,
  oneInAStage,
  newerStays,
  harmStaysOut,
  ledgerExplains,
  pagesWithCause,
  patienceIsCheap,
  letThroughByName,
  onlyWhatWasMeant,
  hoursKept,
  saidWasRead,
  watchedFromTheFirstRequest,
  pipelinesApart,
];
