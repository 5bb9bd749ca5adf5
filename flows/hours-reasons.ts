// Looks at a wave's hours: closely at what is near, and further ahead only to tell when they open.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { hoursAllow, shutReason, unreadReasons } from '../core/gate/hours-reason.ts';
import { aheadSeconds, HORIZON_DAYS, nextStart, type ReadCalendar } from '../core/hours/slots.ts';
import type { Span } from '../core/hours/spans.ts';
import { isArn } from '../core/pipeline/hours-schema.ts';
import type { Release } from '../core/release.ts';
import type { WaveOf } from '../core/wave.ts';
import type { Standing } from './holds.ts';
import type { Ports } from './ports.ts';
import { readCalendars } from './read-calendars.ts';

export interface HoursSeen {
  readonly reasons: readonly FoundReason[];
  /** As they are for as long as is looked ahead, and a while longer. */
  readonly calendars: readonly ReadCalendar[];
}

const HOUR = 3_600_000;

/** What the hours say now. Files do not change while a release waits: what was told of them stays true. */
export async function hoursReasons(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
  frozen: readonly Span[],
): Promise<HoursSeen> {
  const { plan } = wave;
  const { hours = [] } = plan;
  if (hours.length === 0) return { reasons: [], calendars: [] };
  const now = ports.clock.now().getTime();
  const ahead = Math.max(...hours.map((each) => aheadSeconds(plan, each.lookAheadSeconds) * 1000));
  const near = { from: now, until: now + ahead + HOUR };
  const calendars = await readCalendars(ports, release, plan, near);
  const unread = unreadReasons(calendars);
  if (unread.length > 0) return { reasons: unread, calendars };
  if (hoursAllow(plan, calendars, now)) return { reasons: [], calendars };
  // A freeze comes and goes: what was told of it is no longer true.
  const told = frozen.length === 0 ? toldBefore(wave, now) : undefined;
  if (told) return { reasons: [told], calendars };
  const far = { from: now, until: now + HORIZON_DAYS * 24 * HOUR };
  const all = await readCalendars(ports, release, plan, far);
  return { reasons: [shutReason(plan, all, now, frozen)], calendars };
}

/**
 * Its freezes, each with when the wave can start at the earliest: after all that is frozen, and within its hours. A
 * calendar that only AWS knows is not asked for it.
 */
export async function withEarliest(
  ports: Ports,
  release: Release,
  { plan }: WaveOf<'waiting'>,
  { reasons, frozen }: Standing,
): Promise<readonly FoundReason[]> {
  if (!reasons.some(({ kind }) => kind === 'freeze')) return reasons;
  if (plan.hours?.some(({ calendars }) => calendars.some(isArn))) return reasons;
  const now = ports.clock.now().getTime();
  const far = { from: now, until: now + HORIZON_DAYS * 24 * HOUR };
  const next = nextStart(plan, await readCalendars(ports, release, plan, far), now, frozen);
  if (next === undefined) return reasons;
  const earliest = new Date(next.from).toISOString();
  return reasons.map((each) => (each.kind === 'freeze' ? { ...each, earliest } : each));
}

function toldBefore({ plan, blockedBy = [] }: WaveOf<'waiting'>, now: number) {
  if (plan.hours?.some(({ calendars }) => calendars.some(isArn))) return undefined;
  const told = blockedBy.find(({ kind }) => kind === 'hours');
  return told?.earliest !== undefined && Date.parse(told.earliest) > now ? told : undefined;
}
