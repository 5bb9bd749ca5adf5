// What `tidegate plan` says, whole: `--json` prints it as it is.

import { MOST_RETURNED, releaseBoundOf, rollbackBoundOf, rollbackScopeOf } from '../core/bounds.ts';
import { countsOf, looksOf, transitionsOfWave, usdOf } from '../core/cost.ts';
import { inLane } from '../core/fix.ts';
import { historyBoundOf } from '../core/history-bound.ts';
import { payloadBoundOf, rollbackPayloadBoundOf } from '../core/payload.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { kindOfTarget } from '../core/pipeline/target-schema.ts';
import { areOfOneWave, type PlannedWave } from '../core/planned-wave.ts';
import { findingsOfWaves } from '../core/planner/findings.ts';
import { trafficPercentsOf } from '../core/planner/shares.ts';
import { weightOf } from '../core/planner/traffic.ts';
import type { Freeze } from '../core/practice/freeze-schema.ts';
import { wholeWaves } from '../core/slices.ts';
import type { StageLimit } from '../core/stage-limits.ts';
import { type Assumed, endOf, type Slot, timetableOf, wholeSlots } from '../core/timetable.ts';
import { frozenReport, hoursReport, openingOf } from './plan-hours.ts';
import { setTimesReport } from './plan-set-times.ts';

export type PlanReport = ReturnType<typeof planReport>;

export interface Asked {
  readonly assumed: Assumed;
  /** How long a deployment of each stage may take. */
  readonly limits: readonly StageLimit[];
  /** When the release starts; without it the plan tells seconds alone. */
  readonly start?: Date;
  /** From when on set times are told, where no start is given. */
  readonly now: Date;
  /** What the policy freezes. */
  readonly freezes?: readonly Freeze[];
}

export function planReport(
  pipeline: PipelineDefinition,
  plan: readonly PlannedWave[],
  { assumed, limits, start, now, freezes = [] }: Asked,
) {
  const slots = timetableOf(plan, assumed, start && openingOf(pipeline, start, freezes));
  const whole = wholeSlots(slots);
  const percentOf = trafficPercentsOf(plan);
  const totalSeconds = endOf(slots);
  const deployed = whole.filter(({ wave }) => wave.targets.length > 0);
  const deployedSeconds = deployed.at(-1)?.bakesFrom ?? totalSeconds;
  const counts = countsOf(plan, totalSeconds);
  return {
    pipeline: pipeline.pipeline,
    assumed,
    ...(start && { startsAt: start.toISOString() }),
    ...setTimesReport(pipeline, start ?? now),
    waves: whole.map((slot) => ({
      ...waveReport(slot, plan),
      trafficPercent: rounded(percentOf(slot.wave)),
      ...(start && timesOf(slot, start)),
    })),
    ...(start && hoursReport({ pipeline, freezes }, whole, start)),
    ...(start && frozenReport({ pipeline, freezes }, start)),
    ...fixReport(pipeline, plan, assumed),
    limits,
    notes: notesOf(pipeline, plan),
    deployedSeconds,
    totalSeconds,
    ...(start && {
      deployedAt: later(start, deployedSeconds),
      endsAt: later(start, totalSeconds),
    }),
    bounds: boundsOf(plan),
    cost: { ...counts, usd: Number(usdOf(counts).toFixed(6)) },
  };
}

/** How a release goes that is marked as a fix; absent where the pipeline has no lane for it. */
function fixReport(
  { fixLane }: PipelineDefinition,
  plan: readonly PlannedWave[],
  assumed: Assumed,
) {
  if (fixLane === undefined) return {};
  const waves = plan.map((wave) => inLane(wave, fixLane));
  const isApproved = waves.some(({ approvals }) => approvals !== undefined);
  const totalSeconds = endOf(timetableOf(waves, assumed));
  return { fix: { ...fixLane, isApproved, totalSeconds } };
}

function timesOf({ startsAt, bakesFrom, endsAt }: Slot, start: Date) {
  return {
    startsAt: later(start, startsAt),
    bakesFrom: later(start, bakesFrom),
    endsAt: later(start, endsAt),
  };
}

function later(start: Date, seconds: number): string {
  return new Date(start.getTime() + seconds * 1000).toISOString();
}

/** The most that any execution needs, and which: the release's own, a wave's, or a rollback's. */
function boundsOf(plan: readonly PlannedWave[]) {
  const history = {
    release: releaseBoundOf(plan),
    wave: most(plan.map(historyBoundOf)),
    rollback: most(plan.map((wave) => rollbackBoundOf(wave, plan))),
  };
  return {
    historyEvents: most(Object.values(history)),
    payloadBytes: most(
      plan.flatMap((wave) => [
        payloadBoundOf(wave),
        rollbackPayloadBoundOf(Math.min(MOST_RETURNED, rollbackScopeOf(wave, plan))),
      ]),
    ),
    historyEventsOf: history,
  };
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((largest, each) => Math.max(largest, each), 0);
}

/** What the planner could not do better. Waves that a person wrote are judged by the rules of good practice. */
function notesOf(pipeline: PipelineDefinition, plan: readonly PlannedWave[]) {
  return pipeline.stages.flatMap((stage) => {
    if (stage.planner === undefined) return [];
    const waves = wholeWaves(plan)
      .filter((wave) => wave.stage === stage.name)
      .map(({ wave, targets }) => ({ name: wave, targets }));
    return findingsOfWaves({ stage, waves, pipeline }).map(({ rule, wave, text }) => ({
      stage: stage.name,
      wave,
      rule,
      text,
    }));
  });
}

function waveReport({ wave, startsAt, bakesFrom, endsAt }: Slot, plan: readonly PlannedWave[]) {
  const parts = plan.filter((each) => areOfOneWave(each, wave));
  const { sliced } = wave;
  return {
    stage: wave.stage,
    wave: wave.wave,
    startsAtSeconds: startsAt,
    ...(wave.shiftSeconds !== undefined && { shiftSeconds: wave.shiftSeconds }),
    ...(wave.approvals && { approvals: wave.approvals }),
    bakesFromSeconds: bakesFrom,
    endsAtSeconds: endsAt,
    targets: wave.targets.map((target) => ({
      name: target.name,
      account: target.account,
      region: target.region,
      ...(target.cell !== undefined && { cell: target.cell }),
      weight: weightOf(target),
      deploys: kindOfTarget(target),
      alarms: target.alarms,
    })),
    tests: wave.tests,
    bake: wave.bake ? { ...wave.bake, looks: looksOf(wave) } : null,
    onBakeFailure: wave.onBakeFailure,
    ...(wave.mayFail && { mayFail: wave.mayFail }),
    ...(wave.skipAwaySeconds !== undefined && { skipAwaySeconds: wave.skipAwaySeconds }),
    rollback: wave.rollback,
    ...(sliced && { slices: sliced.last - sliced.first }),
    bounds: {
      historyEvents: most(parts.map(historyBoundOf)),
      payloadBytes: most(parts.map(payloadBoundOf)),
    },
    transitions: parts.reduce((sum, part) => sum + transitionsOfWave(part), 0),
  };
}

function rounded(percent: number): number {
  return Number(percent.toPrecision(6));
}
