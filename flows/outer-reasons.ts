// What keeps a gate shut whoever holds its stage: hours, people's stops, standstills, what it depends on, approvals.
// While one of these stands, a release waits in front of the stage, so that a newer one can take its place.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { passedText, type Sifted } from '../core/gate/skip.ts';
import { mostAheadSeconds } from '../core/hours/slots.ts';
import type { Release } from '../core/release.ts';
import type { WaveOf } from '../core/wave.ts';
import { waitsForApproval } from './approvals.ts';
import { budgetReasons } from './budget-reasons.ts';
import { dependencyReasons } from './dependency-reasons.ts';
import { withoutMended } from './fixes.ts';
import { holdsAhead, type Standing } from './holds.ts';
import { type HoursSeen, hoursReasons, withEarliest } from './hours-reasons.ts';
import { policyAtGates } from './policy-at-gates.ts';
import type { Ports } from './ports.ts';

import { leaveQueues, unitReasons } from './scale-units.ts';
import { siftedBySkips } from './skips.ts';
import { standstillReasons } from './standstills.ts';

interface Outer extends Pick<HoursSeen, 'calendars'> {
  readonly outer: readonly FoundReason[];
  /** What a person has let through, for whoever lets it start. */
  readonly passed: readonly string[];
}

export async function outerReasons(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
): Promise<Outer> {
  const others = await allForbidding(ports, release, wave);
  const { reasons, calendars } = await hoursReasons(ports, release, wave, others.frozen);
  const timed = await withEarliest(ports, release, wave, others);
  const first = await siftedBySkips(ports, wave, [...reasons, ...timed]);
  // Whoever waits for something else is not asked about its budgets.
  const spent = first.left.length === 0 ? await budgetReasons(ports, wave.plan) : [];
  const last = await siftedBySkips(ports, wave, spent);
  const outer = [...first.left, ...last.left];
  const passed = [...first.passed, ...last.passed].map(passedText);
  if (outer.length === 0)
    return { outer: await unitReasons(ports, release, wave.plan), calendars, passed };
  await leaveQueues(ports, release, wave.plan);
  return { outer, calendars, passed };
}

/** All of it but the hours: what may have changed while the rest was looked at. */
export async function forbidding(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
): Promise<Sifted['left']> {
  return (await siftedBySkips(ports, wave, (await allForbidding(ports, release, wave)).reasons))
    .left;
}

async function allForbidding(
  ports: Ports,
  release: Release,
  { plan }: WaveOf<'waiting'>,
): Promise<Standing> {
  const policy = await policyAtGates(ports);
  const ahead = mostAheadSeconds(plan);
  const all = await standstillReasons(ports, policy, release, plan.stage, ahead);
  const standstills = await withoutMended(ports, release, all.reasons);
  const held = await holdsAhead(ports, { pipeline: release.pipeline, stage: plan.stage }, ahead);
  const depends = await dependencyReasons(ports, plan);
  const unapproved = await waitsForApproval(ports, policy, release, plan);
  return {
    reasons: [...held.reasons, ...standstills, ...depends, ...unapproved],
    frozen: [...held.frozen, ...all.frozen],
  };
}
