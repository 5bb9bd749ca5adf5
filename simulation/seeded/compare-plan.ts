// Of a seed's pipeline: what its plan expects and bounds, beside what runs of it need.

import {
  MOST_RETURNED,
  releaseBoundOf,
  rollbackBoundOf,
  rollbackScopeOf,
} from '../../core/bounds.ts';
import { countsOf } from '../../core/cost.ts';
import { historyBoundOf } from '../../core/history-bound.ts';
import { payloadBoundOf, rollbackPayloadBoundOf } from '../../core/payload.ts';
import { planOf } from '../../core/plan.ts';
import type { PlannedWave } from '../../core/planned-wave.ts';
import { costOf, reportOf } from '../report.ts';
import { scenarioSchema } from '../world/scenario.ts';
import { makeWorld } from '../world/world.ts';
import { caseOfSeed } from './case-of-seed.ts';
import { worldOf } from './seeded-case.ts';

/** The SDK tries three times, and a state eleven times after the first: few enough that it goes on. */
const TIMES = 30;

interface Held {
  readonly bound: number;
  /** What the run needed that needed most: its seed's, the calm one, or one in which all is tried again. */
  readonly worst: number;
}

export interface Compared {
  readonly seed: number;
  /** State transitions; absent where a calm release waits for a person, or is none. */
  readonly calm?: { readonly expected: number; readonly ran: number };
  /** Of any execution. */
  readonly history: Held;
  readonly payload: Held;
}

export async function comparedOf(seed: number): Promise<Compared> {
  const drawn = caseOfSeed(seed);
  const { pipelines, scenario } = worldOf(drawn);
  const [pipeline] = pipelines;
  const plans = pipelines.map((each) => planOf(each));
  const [plan = []] = plans;
  const options = { seed, readFile: (name: string) => drawn.files[name] ?? '' };
  const fast = { ...options, transport: 'direct', tables: 'memory', sweeps: 'needed' } as const;
  const calm = { baseline: 'old', builds: [{ at: '0s', revision: 'new' }] };
  const alone = await played({
    ...{ ...fast, pipelines: [pipeline], scenario: scenarioSchema.parse(calm) },
  });
  const rough = { ...calm, calls: roughCalls };
  const hard = await played({
    ...{ ...fast, pipelines: [pipeline], scenario: scenarioSchema.parse(rough) },
  });
  const drawnRun = await played({ ...fast, pipelines, scenario });
  const expected = countsOf(plan, 0).transitions;
  const worstOf = (need: 'maxHistoryEvents' | 'maxPayloadBytes') =>
    Math.max(alone[need], hard[need], drawnRun[need], 1);
  return {
    seed,
    ...(alone.outcomes.join() === 'Promoted' && { calm: { expected, ran: alone.transitions } }),
    history: { bound: most(plans.map(historyOf)), worst: worstOf('maxHistoryEvents') },
    payload: { bound: most(plans.map(payloadOf)), worst: worstOf('maxPayloadBytes') },
  };
}

/** Each function of a machine fails for a while, as it is called first, and is tried again. */
const roughCalls = ['OpenGate', 'DeployTarget', 'RunTest', 'WatchBake', 'FinishWave'].map(
  (name) => ({ call: 'dynamodb:GetItem', how: 'fails', function: name, times: TIMES }),
);

async function played(options: Parameters<typeof makeWorld>[0]) {
  const world = await makeWorld(options);
  try {
    await world.play();
    const { releases } = await reportOf(world);
    return { ...costOf(world), outcomes: releases.map(({ outcome }) => outcome) };
  } finally {
    await world.close();
  }
}

function historyOf(plan: readonly PlannedWave[]): number {
  return Math.max(
    releaseBoundOf(plan),
    ...plan.map(historyBoundOf),
    ...plan.map((wave) => rollbackBoundOf(wave, plan)),
  );
}

function payloadOf(plan: readonly PlannedWave[]): number {
  const returned = (wave: PlannedWave) => Math.min(MOST_RETURNED, rollbackScopeOf(wave, plan));
  return most(
    plan.flatMap((wave) => [payloadBoundOf(wave), rollbackPayloadBoundOf(returned(wave))]),
  );
}

const most = (numbers: readonly number[]) => Math.max(0, ...numbers);
