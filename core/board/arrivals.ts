// When what is on its way is expected in each stage that is still before it.

import { nextStart } from '../hours/slots.ts';
import type { PlannedWave } from '../planned-wave.ts';
import { type Opening, timetableOf } from '../timetable.ts';
import type { StageView } from './stage-view.ts';
import { isMoving } from './wave-status.ts';
import type { WaveView } from './wave-view.ts';

/** What a deployment besides its shift, and a test, are taken to last: as `plan` does. */
const ASSUMED = { deploymentSeconds: 300, testSeconds: 300 };

/**
 * The expected arrival in each stage after the one where a release is now, by their names, ISO 8601: at the earliest,
 * if every gate opens by itself and every bake passes in its own time. None behind a gate that only a person opens, nor
 * behind hours that do not open within a year.
 *
 *     baking in beta with 10m left, then gamma and prod, gamma taking 40m  →  gamma in 10m, prod in 50m
 *     waiting for approvals at the gate of prod                            →  none
 */
export function arrivalsOf(
  plan: readonly PlannedWave[],
  stages: readonly StageView[],
  now: number,
): ReadonlyMap<string, string> {
  const views = stages.flatMap(({ waves }) => waves);
  const here = views.findLastIndex((wave) => isMoving(wave.status) || wave.status === 'waiting');
  const at = views[here];
  if (at === undefined) return new Map();
  const left = secondsLeft(plan[here], at, now);
  if (left === undefined) return new Map();
  const beyond = plan.slice(here + 1);
  const from = now + left * 1000;
  const slots = timetableOf(beyond, ASSUMED, openingFrom(from));
  const arrivals = new Map<string, string>();
  for (const { wave, startsAt } of slots) {
    if (!Number.isFinite(startsAt)) break;
    if (wave.stage === at.stage || arrivals.has(wave.stage)) continue;
    if (wave.approvals !== undefined) break;
    arrivals.set(wave.stage, new Date(from + startsAt * 1000).toISOString());
  }
  return arrivals;
}

/** Of the wave where it is; undefined where only a person can say. */
function secondsLeft(plan: PlannedWave | undefined, at: WaveView, now: number): number | undefined {
  if (plan === undefined || at.status === 'rollingBack' || at.status === 'asking') return undefined;
  if (at.bake) return at.bake.secondsLeft;
  const [slot] = timetableOf([plan], ASSUMED);
  const whole = slot?.endsAt ?? 0;
  if (at.status !== 'waiting') return whole;
  const earliest = (at.gate ?? []).map((reason) => reason.earliest ?? reason.until);
  if (earliest.length === 0 || earliest.includes(undefined)) return undefined;
  const opens = Math.max(...earliest.map((each) => Date.parse(each ?? '')));
  return Number.isNaN(opens) ? undefined : whole + Math.max(0, (opens - now) / 1000);
}

/** By the windows alone: calendars that only AWS knows are not asked. */
function openingFrom(from: number): Opening {
  return (wave, after) => {
    if (wave.hours === undefined) return after;
    const next = nextStart(wave, [], from + after * 1000);
    return next ? (next.from - from) / 1000 : Number.POSITIVE_INFINITY;
  };
}
