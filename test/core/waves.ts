// Waves for the tables of rules, told by what they went through.

import type { GateReason } from '../../core/gate/gate-reason.ts';
import type { VerdictWord } from '../../core/outcome.ts';
import type { PlannedWave } from '../../core/planned-wave.ts';
import type { TestRun } from '../../core/test-run.ts';
import type { BakedWave, OpenedWave, Wave, WaveEnd, WaveOf } from '../../core/wave.ts';

/** In this order: whatever comes later takes the earlier for granted. */
export interface Went {
  readonly blockedBy?: readonly GateReason[];
  readonly openedAt?: string;
  readonly fence?: number;
  readonly tests?: OpenedWave['tests'];
  readonly deployedAt?: string;
  readonly bake?: BakedWave['bake'];
  readonly judged?: WaveOf<'judged'>['judged'];
  readonly end?: WaveEnd;
}

const BEFORE = '2026-11-20T00:00:00.000Z';

export function waveThat(
  went: Went,
  {
    plan,
    ...of
  }: { readonly pipeline: string; readonly release: string; readonly plan: PlannedWave },
): Wave {
  const common = { kind: 'wave' as const, ...of, plan };
  const { blockedBy, openedAt = BEFORE, fence = 1, tests = {}, deployedAt } = went;
  const { bake, judged, end } = went;
  const opened = { openedAt, fence, tests, ...(deployedAt !== undefined && { deployedAt }) };
  const hasOpened = 'openedAt' in went || 'tests' in went || bake !== undefined;
  if (bake !== undefined) {
    const baked = { ...common, ...opened, plan: baking(plan), bake };
    if (end) return { ...baked, status: 'ended', reached: 'bake', end };
    return judged ? { ...baked, status: 'judged', judged } : { ...baked, status: 'baking' };
  }
  if (end && hasOpened) return { ...common, ...opened, status: 'ended', reached: 'targets', end };
  if (end) return { ...common, status: 'ended', reached: 'gate', end };
  if (hasOpened) return { ...common, ...opened, status: 'open' };
  return { ...common, status: 'waiting', ...(blockedBy && { blockedBy }) };
}

function baking(plan: PlannedWave): BakedWave['plan'] {
  if (plan.bake !== undefined) return { ...plan, bake: plan.bake };
  throw new Error(`Expected the plan of ${plan.wave} to have a bake, got none.`);
}

/** How a wave ended, with the least that is said of it. */
export function endOf(outcome: WaveEnd['outcome']): WaveEnd {
  return outcome === 'Passed' ? { outcome, bakedAt: BEFORE } : { outcome };
}

/** A run of a test, with its verdict where it has ended. */
export function testThat(verdict: VerdictWord | undefined, startedAt = BEFORE): TestRun {
  const begun = { build: 'arn:build', startedAt };
  return verdict
    ? { ...begun, status: 'ended', verdict, reason: 'why' }
    : { ...begun, status: 'running' };
}
