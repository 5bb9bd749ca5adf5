// The seventeen things that must always hold, and what looks at a run for each of them: at its steps, and at its end.

import type { Invariant } from './invariant.ts';
import { bakesTrue } from './invariants/bakes-true.ts';
import { endsAgree } from './invariants/ends-agree.ts';
import { endsInTime } from './invariants/ends-in-time.ts';
import { endsNamed } from './invariants/ends-named.ts';
import { endsTrue } from './invariants/ends-true.ts';
import { firingConvicts } from './invariants/firing-convicts.ts';
import { harmStaysOut } from './invariants/harm-stays-out.ts';
import { harmTakenBack } from './invariants/harm-taken-back.ts';
import { hoursKept } from './invariants/hours-kept.ts';
import { ledgerExplains } from './invariants/ledger-explains.ts';
import { letThroughByName } from './invariants/let-through-by-name.ts';
import { newerStays } from './invariants/newer-stays.ts';
import { nothingAfterTheEnd } from './invariants/nothing-after-the-end.ts';
import { nothingLeftBehind } from './invariants/nothing-left-behind.ts';
import { oneInAStage } from './invariants/one-in-a-stage.ts';
import { onlyDirtyFrozen } from './invariants/only-dirty-frozen.ts';
import { onlyWhatWasMeant } from './invariants/only-what-was-meant.ts';
import { pagesWithCause } from './invariants/pages-with-cause.ts';
import { patienceIsCheap } from './invariants/patience-is-cheap.ts';
import { pipelinesApart } from './invariants/pipelines-apart.ts';
import { quarantinedForHarm } from './invariants/quarantined-for-harm.ts';
import { registeredBeforeRead } from './invariants/registered-before-read.ts';
import { returnsBaked } from './invariants/returns-baked.ts';
import { saidWasRead } from './invariants/said-was-read.ts';
import { startsAfterBakes } from './invariants/starts-after-bakes.ts';
import { tableTrue } from './invariants/table-true.ts';
import { unknownNeverPasses } from './invariants/unknown-never-passes.ts';
import { watchedFromTheFirstRequest } from './invariants/watched-from-the-first-request.ts';
import { wavesInOrder } from './invariants/waves-in-order.ts';
import { withinBounds } from './invariants/within-bounds.ts';
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

export interface Thing {
  readonly number: number;
  readonly mustHold: string;
  /** At the end, of a record of all of it. */
  readonly seenBy: readonly Invariant[];
  /** At each step that could break it; where there is none, only the end tells. */
  readonly seenAtStepsBy: readonly StepCheck[];
}

function thing(
  number: number,
  mustHold: string,
  seenBy: readonly Invariant[],
  seenAtStepsBy: readonly StepCheck[] = [],
): Thing {
  return { number, mustHold, seenBy, seenAtStepsBy };
}

export const seventeen: readonly Thing[] = [
  thing(1, 'promotion only on success', [wavesInOrder, startsAfterBakes], [startsInOrder]),
  thing(2, 'what fails stops, and what is proven harmful is taken back', [harmTakenBack]),
  thing(3, 'unknown is not healthy', [unknownNeverPasses]),
  thing(
    4,
    'a bake passes on time, enough data, and alarms OK throughout',
    [bakesTrue, firingConvicts],
    [passesAsItIs],
  ),
  thing(
    5,
    'one release in a stage, and never an older over a newer',
    [oneInAStage, newerStays],
    [leaseHeldByOne, oneClaim],
  ),
  thing(6, 'what is returned to had baked there', [returnsBaked], [returnsToBaked]),
  thing(
    7,
    'a revision proven harmful is not promoted again',
    [harmStaysOut, quarantinedForHarm],
    [barredStaysOut],
  ),
  thing(
    8,
    'one outcome, named and true, and pages only with cause',
    [endsNamed, endsAgree, endsTrue, onlyDirtyFrozen, ledgerExplains, pagesWithCause],
    [endSaidOnce, endsAsItIs, pagesWithReason],
  ),
  thing(9, 'whatever is lost or dies, nothing stays behind', [nothingLeftBehind]),
  thing(10, 'every wait ends, and its token is registered before it looks', [
    endsInTime,
    registeredBeforeRead,
  ]),
  thing(11, 'patience is cheap, and bounds hold', [patienceIsCheap, withinBounds], [boundsSoFar]),
  thing(12, 'only a person lets something through', [letThroughByName, hoursKept], [askedByThen]),
  thing(13, 'only what was meant is released', [onlyWhatWasMeant], [builtByThen]),
  thing(14, 'what is said to run was read', [saidWasRead, tableTrue], [runningAsSaid]),
  thing(15, 'watched from the first request on', [watchedFromTheFirstRequest], [watchedFirst]),
  thing(
    16,
    'after the end no hand acts',
    [nothingAfterTheEnd],
    [announcedFirst, nothingStartedAfterEnd],
  ),
  thing(17, 'what belongs to one pipeline never stops another', [pipelinesApart], [ownPlace]),
];
