// The verdict on a bake, with its reasons, its likely cause, its evidence and its power.

import { max } from './arithmetic.ts';
import { rankCauses } from './cause.ts';
import { ln } from './logarithm.ts';
import { discoveries, type MetricEvidence } from './metric-evidence.ts';
import { type Power, powerOf } from './power.ts';
import { doubtOf, servesNothing } from './silence.ts';
import type { JudgeState, Memory, Plan } from './state.ts';

/** Why a bake that is not proven harmful does not pass either. */
export type Doubt = 'silent' | 'noBaseline' | 'oldSuffersToo';

export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** What makes it inconclusive; empty otherwise. Their texts are the reasons, in the same order. */
  readonly doubts: readonly Doubt[];
  /** The point after which the verdict was reached. */
  readonly at: number;
  readonly reasons: readonly string[];
  /** Nodes, the likeliest cause first. */
  readonly ranked: readonly string[];
  /** Grows with the evidence against the revision: the logarithm of the e-value of the bake. */
  readonly score: number;
  readonly evidence: readonly MetricEvidence[];
  readonly power: readonly Power[];
}

/** The verdict on what was seen so far, were the bake over now. */
export function conclude(plan: Plan, state: JudgeState): Judgement {
  const failed = state.failedAt !== null;
  const doubts = failed ? new Map<Doubt, string>() : doubtsOf(plan, state);
  const verdict = failed ? 'fail' : doubts.size > 0 ? 'inconclusive' : 'pass';
  const evidence = discoveries(plan, state);
  return {
    verdict,
    doubts: [...doubts.keys()],
    at: state.failedAt ?? max(0, state.hearing.points - 1),
    reasons: failed ? chargesOf(plan, state, evidence) : [...doubts.values()],
    ranked: rankCauses(evidenceByNode(plan, state), plan.edges),
    score: ln(scoreOf(plan, state)),
    evidence,
    power: powerOf(plan, state),
  };
}

function doubtsOf(plan: Plan, state: JudgeState): Map<Doubt, string> {
  const doubts = new Map<Doubt, string>();
  const silent = doubtOf(state.hearing);
  if (silent) doubts.set('silent', silent);
  if (plan.watched.length === 0 && state.hearing.points > 0)
    doubts.set('noBaseline', 'there is nothing to hold the revision against');
  else if (!silent && state.memory.every(({ observed }) => observed === null))
    doubts.set('noBaseline', 'no value of it met one to be held against');
  if (state.peakOfOld >= plan.convicting)
    doubts.set('oldSuffersToo', 'the old revision suffers too: it is not this release alone');
  return doubts;
}

function chargesOf(plan: Plan, state: JudgeState, evidence: readonly MetricEvidence[]): string[] {
  const charges = plan.alarms.map((alarm) => `alarm ${alarm} was in ALARM`);
  if (servesNothing(state.hearing)) charges.push('it lives, and serves none of its requests');
  return [
    ...charges,
    ...evidence.map(
      ({ metric, expected, observed }) =>
        `${metric}: expected ${shown(expected)}, observed ${shown(observed)}`,
    ),
  ];
}

/** Three digits: more would claim what no measurement has. */
function shown(value: number | null): string {
  return value === null ? 'unknown' : String(Number(value.toPrecision(3)));
}

function evidenceByNode(plan: Plan, state: JudgeState): Map<string, number> {
  const nodes = new Map<string, number>();
  plan.watched.forEach(({ metric: { node } }, index) => {
    const { e } = (state.memory[index] as Memory).evidence;
    nodes.set(node, max(nodes.get(node) ?? 0, e));
  });
  return nodes;
}

/** Silence beside an old revision that speaks is more suspicious than health, and less than proof. */
function scoreOf(plan: Plan, { hearing, peak }: JudgeState): number {
  const e = max(peak, 1e-6);
  if (servesNothing(hearing)) return max(e, plan.convicting);
  if (plan.signs.hasControl && doubtOf(hearing)) return max(e, 0.9 * plan.convicting);
  return e;
}
