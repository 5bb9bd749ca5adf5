// How many history events the execution of a wave can have at most.

import { extensionsOf, lookSeconds, MOST_RETRIES } from './bake.ts';
import { drillIn, MOST_LOOKS } from './drill.ts';
import { kindFor } from './kinds/kinds.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import type { PlannedBake, PlannedWave } from './planned-wave.ts';
import { MOST_FOLLOWERS, MOST_QUIET_LOOKS } from './quiet-looks.ts';
import { mayAsk } from './stack-changes.ts';
import { isStepping } from './stepping.ts';
import { mostHoldsOf } from './strategy.ts';

/** Half of AWS's hard limit, so that retries never come near it: those of SettleRelease alone may be two thousand. */
export const EVENTS_ALLOWED = 12_500;

/** The worst history of a wave machine: its own states, and what one target and one test add, each with retries. */
export const EVENTS_OF_A_WAVE = 120;
export const EVENTS_OF_A_TARGET = 60;
const EVENTS_OF_A_LOOK = 12;
/** Scheduled, started, submitted and failed. */
const EVENTS_OF_A_QUIET_LOOK = 4;
/** The Maps and questions between its legs. */
const EVENTS_OF_A_DRILL = 60;

/** The questions and the Map by which what fails is left behind. */
const EVENTS_OF_THOSE_BEHIND = 60;

type Bounded = Pick<PlannedWave, 'targets' | 'tests' | 'bake' | 'answerSeconds' | 'mayFail'>;

/** The most history events the wave's execution can have. */
export function historyBoundOf(wave: Bounded): number {
  return eventsOnce(wave) + testRetriesOf(wave) * eventsOfTestsAgain(wave);
}

/**
 * How often people may have its tests run again where they said nothing: as long as its history has room, since a wave
 * that fits without must not be refused for it.
 *
 *     1 target and 5 tests    →  2
 *     1 target and 90 tests   →  1
 *     1 target and 150 tests  →  0
 */
export function testRetriesOf(wave: Bounded): number {
  const { tests, answerSeconds = 0 } = wave;
  if (tests.length === 0 || answerSeconds === 0) return 0;
  const room = EVENTS_ALLOWED - eventsOnce(wave);
  return Math.max(0, Math.min(MOST_RETRIES, Math.floor(room / eventsOfTestsAgain(wave))));
}

function eventsOfTestsAgain(wave: Bounded): number {
  return EVENTS_OF_A_TARGET * wave.tests.length + 2 * EVENTS_OF_A_LOOK + eventsOfDrill(wave);
}

/** Each of its targets goes back once and up once, and its legs are looked at; with what moves through its states. */
function eventsOfDrill({ targets, tests }: Pick<Bounded, 'targets' | 'tests'>): number {
  if (drillIn({ tests }) === undefined) return 0;
  const moved = targets.reduce((sum, target) => sum + eventsOfMoves(target), 0);
  return EVENTS_OF_A_DRILL + EVENTS_OF_A_LOOK * MOST_LOOKS + moved;
}

function eventsOfMoves(target: TargetDefinition): number {
  return EVENTS_OF_A_TARGET + eventsOf(target);
}

export function eventsOnce({ targets, tests, bake, answerSeconds = 0, mayFail }: Bounded): number {
  const taken = Math.min(mayFail?.targets ?? 0, targets.length);
  const looks = bake
    ? lookSeconds(bake.seconds).length +
      (extensionsOf(bake) + retriesOf(bake)) * lookSeconds(bake.extensionSeconds).length +
      answersOf(bake)
    : 0;
  const asked = tests.length > 0 && answerSeconds > 0 ? EVENTS_OF_A_LOOK : 0;
  return (
    asked +
    EVENTS_OF_A_WAVE +
    EVENTS_OF_A_TARGET * tests.length +
    targets.reduce((sum, target) => sum + eventsOf(target), 0) +
    eventsOfDrill({ targets, tests }) +
    (mayFail ? EVENTS_OF_THOSE_BEHIND + EVENTS_OF_A_TARGET * taken : 0) +
    EVENTS_OF_A_LOOK * looks
  );
}

/** The most that one target may add to a wave with these tests. */
export function eventsWith(tests: PlannedWave['tests'], target: TargetDefinition): number {
  return eventsOf(target) + (drillIn({ tests }) === undefined ? 0 : eventsOfMoves(target));
}

/**
 * What Tidegate shifts itself is looked at while it is held, too; what waits for a consent is begun twice, and what
 * tells nobody of its end as often as it is looked at; a slice of a StackSet for each operation that follows its way
 * back.
 */
function eventsOf(target: TargetDefinition): number {
  const holds = isStepping(target) ? mostHoldsOf(target.strategy) : 0;
  const asked = mayAsk(target) ? EVENTS_OF_A_TARGET : 0;
  const isQuiet = kindFor(target).quietSeconds !== undefined;
  const again = isQuiet ? EVENTS_OF_A_QUIET_LOOK * MOST_QUIET_LOOKS : 0;
  const follows = 'stackSet' in target ? EVENTS_OF_A_QUIET_LOOK * MOST_FOLLOWERS : 0;
  return EVENTS_OF_A_TARGET + asked + EVENTS_OF_A_LOOK * holds + again + follows;
}

/** How often a person may be waited for: each time but the last they may let it bake again. */
export function answersOf({ answerSeconds = 0 }: Pick<PlannedBake, 'answerSeconds'>): number {
  return answerSeconds > 0 ? 1 + MOST_RETRIES : 0;
}

export function retriesOf(bake: Pick<PlannedBake, 'answerSeconds'>): number {
  return Math.max(0, answersOf(bake) - 1);
}
