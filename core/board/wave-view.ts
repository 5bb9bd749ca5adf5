// A wave on the board: the release that last came to it, how far it got there, and what was decided.

import { legOf, movesOf } from '../drill.ts';
import { few } from '../few.ts';
import { questionsOf } from '../gate/consent-reason.ts';
import { type GateReason, reasonsText } from '../gate/gate-reason.ts';
import type { VerdictWord } from '../outcome.ts';
import type { PlannedWave } from '../planned-wave.ts';
import type { Release } from '../release.ts';
import { isNewer, labelOf, orderOf } from '../revision.ts';
import type { TestRun } from '../test-run.ts';
import { type BakedWave, bakeEndsAt, decisionOf, hasBaked, testsOf, type Wave } from '../wave.ts';
import type { BoardItems } from './items.ts';
import { type TargetView, targetViewOf } from './target-view.ts';
import { isMoving, statusOfWave, type WaveStatus } from './wave-status.ts';

export interface WaveView {
  readonly stage: string;
  readonly name: string;
  readonly status: WaveStatus;
  /** Whose trip the status is of; absent where no known release has come so far. */
  readonly label?: string;
  readonly targets: readonly TargetView[];
  readonly tests: readonly TestView[];
  readonly bake?: BakeView;
  /** How long its bake is planned to be; absent where it has none. */
  readonly bakeSeconds?: number;
  readonly verdict?: VerdictWord;
  readonly reason: string;
  /** What keeps its gate shut, where something does. */
  readonly gate?: readonly GateReason[];
  /** What a person is asked, where one is. */
  readonly question?: GateReason;
}

export interface TestView {
  readonly name: string;
  readonly status: 'ahead' | 'running' | 'passed' | 'failed' | 'inconclusive';
  readonly reason: string;
}

/** A bake that is under way. */
export interface BakeView {
  /** In [0, 1]: how much of its time is over. */
  readonly progress: number;
  readonly secondsLeft: number;
  readonly extended: boolean;
}

export function waveViewOf(plan: PlannedWave, items: BoardItems, now: number): WaveView {
  const last = lastTripOf(plan, items);
  const status = last?.status ?? 'ahead';
  const wave = last?.wave;
  const bake = wave && status === 'baking' && hasBaked(wave) ? bakeOf(wave, now) : undefined;
  const decision = wave && decisionOf(wave);
  const lastLook = wave && hasBaked(wave) ? wave.bake.lastLook : undefined;
  const reason = decision?.reason ?? lastLook?.reasons.join('; ') ?? '';
  const gate = wave?.status === 'waiting' ? (wave.blockedBy ?? []) : [];
  const [question] = wave ? questionsOf(wave, items.targets) : [];
  return {
    stage: plan.stage,
    name: plan.wave,
    status,
    ...(last && { label: labelOf(last.release.revision) }),
    targets: plan.targets.map((target) => targetViewOf(target, items)),
    tests: plan.tests.map(({ name }) => testOf(name, wave)),
    ...(bake && { bake }),
    ...(plan.bake && { bakeSeconds: plan.bake.seconds }),
    ...(decision?.verdict && !isMoving(status) && { verdict: decision.verdict }),
    ...(question && { question }),
    reason: question
      ? question.what
      : status === 'waiting' && gate.length > 0
        ? reasonsText(gate)
        : reason,
    ...(status === 'waiting' && gate.length > 0 && { gate }),
  };
}

interface Trip {
  readonly release: Release;
  readonly wave: Wave;
  readonly status: WaveStatus;
}

/** The newest release that has come to the wave, or waits in front of it; one that moves comes first. */
function lastTripOf(plan: PlannedWave, items: BoardItems): Trip | undefined {
  const trips = items.waves
    .filter((wave) => wave.plan.stage === plan.stage && wave.plan.wave === plan.wave)
    .flatMap((wave): Trip[] => {
      const release = items.releases.find(({ id }) => id === wave.release);
      if (release === undefined) return [];
      return [{ release, wave, status: statusOfWave(wave, { ...items, release }) }];
    })
    .filter(({ status }) => status !== 'ahead')
    .sort(byInterest);
  return trips[0];
}

function byInterest(a: Trip, b: Trip): number {
  if (isMoving(a.status) !== isMoving(b.status)) return isMoving(a.status) ? -1 : 1;
  if (a.release.startedAt !== b.release.startedAt)
    return a.release.startedAt < b.release.startedAt ? 1 : -1;
  return isNewer(orderOf(a.release.revision), orderOf(b.release.revision)) ? -1 : 1;
}

/**
 * How far a bake is at a time; an extension starts again at 0.
 *
 *     30m bake, begun 10:00, at 10:00  →  0, 1800 s left
 *     30m bake, begun 10:00, at 10:15  →  0.5, 900 s left
 *     30m bake, begun 10:00, at 10:31  →  1, 0 s left
 */
export function bakeOf(wave: BakedWave, now: number): BakeView {
  const { startedAt, extended } = wave.bake;
  const endsAt = bakeEndsAt(wave);
  const beganAt = Date.parse(extended?.at ?? startedAt);
  const total = endsAt - beganAt;
  const progress = total <= 0 ? 1 : Math.min(1, Math.max(0, (now - beganAt) / total));
  return {
    progress,
    secondsLeft: Math.max(0, (endsAt - now) / 1000),
    extended: extended !== undefined,
  };
}

const testStatus = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' } as const;

function testOf(name: string, wave: Wave | undefined): TestView {
  const run = wave && testsOf(wave)[name];
  if (run === undefined) return { name, status: 'ahead', reason: '' };
  if (run.status === 'running') return { name, status: 'running', reason: legText(run) };
  return { name, status: testStatus[run.verdict], reason: run.reason };
}

/** How far a drill has got: `leg half, since 10:20` or `leg half: a goes back`. */
function legText({ drill }: TestRun): string {
  if (drill === undefined) return '';
  const { since } = drill;
  const { doing, targets } = movesOf(drill);
  if (since !== undefined) return `leg ${legOf(drill)}, since ${since}`;
  return `leg ${legOf(drill)}: ${few(targets)} ${doing === 'up' ? 'up again' : 'back'}`;
}
