// An iCalendar file: no wave starts during one of its events.

import ICAL from 'ical.js';
import { Failure } from '../failure.ts';
import { isZone } from '../pipeline/hours-schema.ts';
import { type Span, union } from './spans.ts';
import { momentOf } from './window.ts';

/** What a calendar's days are counted in, where it does not say: the zones of the windows beside it. */
type Zones = readonly [string, ...string[]];

/** A rule that repeats more often than this between its start and the end of what is asked is no calendar of days. */
const MOST_OCCURRENCES = 20_000;

/**
 * When a calendar's events are, between two moments. Events that are cancelled are none; whether one shows as busy
 * does not matter, since public holidays often do not.
 *
 * Whole days, and times that name no zone, are those of the calendar's own zone (`X-WR-TIMEZONE`), else of each zone
 * given. A zone that IANA knows is taken as IANA has it, others as the file's VTIMEZONE says.
 *
 * Throws `Refused` where the text is no iCalendar, or is none that can be expanded.
 */
export function spansOfCalendar(text: string, zones: Zones, between: Span): Span[] {
  return understood(() =>
    calendarsIn(text).flatMap((calendar) => {
      const own = calendar.getFirstPropertyValue('x-wr-timezone');
      const of = own === null ? zones : ([String(own)] as const);
      return union(eventsIn(calendar).flatMap((event) => spansOfEvent(event, of, between)));
    }),
  );
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure(
      'Refused',
      `expected an iCalendar file, got one that cannot be read: ${problem}`,
    );
  }
}

function calendarsIn(text: string): ICAL.Component[] {
  const parsed: unknown[] = ICAL.parse(text);
  const all = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][];
  const calendars = all.map((each) => new ICAL.Component(each));
  if (calendars.length > 0 && calendars.every(({ name }) => name === 'vcalendar')) return calendars;
  throw new Failure('Refused', 'expected an iCalendar file, got no BEGIN:VCALENDAR');
}

/** The events, each with the occurrences of it that were moved. */
function eventsIn(calendar: ICAL.Component): ICAL.Event[] {
  const all = calendar.getAllSubcomponents('vevent');
  const isMoved = (event: ICAL.Component) => event.hasProperty('recurrence-id');
  const uidOf = (event: ICAL.Component) => event.getFirstPropertyValue('uid');
  const masters = all.filter((event) => !isMoved(event) && !isCancelled(event));
  const known = new Set(masters.map(uidOf));
  const alone = all.filter(
    (event) => isMoved(event) && !isCancelled(event) && !known.has(uidOf(event)),
  );
  return [...masters, ...alone].map((event) => {
    const exceptions = isMoved(event)
      ? []
      : all.filter((other) => isMoved(other) && uidOf(other) === uidOf(event));
    return new ICAL.Event(event, { exceptions });
  });
}

function isCancelled(event: ICAL.Component): boolean {
  return String(event.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

function spansOfEvent(event: ICAL.Event, zones: Zones, between: Span): Span[] {
  const named = event.summary || event.uid;
  if (!event.component.hasProperty('dtstart'))
    throw new Failure('Refused', `expected each event to begin (DTSTART), got none for ${named}`);
  const spans: Span[] = [];
  for (const { item, startDate, endDate } of occurrences(event, zones, between)) {
    if (isCancelled(item.component)) continue;
    const [starts, stops] = [startDate, endDate].map((at) => momentsOf(at, item, zones));
    const lasts = startDate.isDate ? 0 : shortMillisOf(item, zones);
    starts?.forEach((from, index) => {
      const ends = stops?.[index] ?? from;
      const until = Math.max(ends, from + lasts);
      if (ends < from && lasts === 0)
        throw new Failure('Refused', `expected an event that ends after it begins, got ${named}`);
      if (until > between.from && from < between.until) spans.push({ from, until });
    });
  }
  return spans;
}

const DAY_MILLIS = 86_400_000;

/**
 * How long an event of hours lasts, whatever the clock does: on a day on which it is put forward, by the clock it would
 * end too early, or before it begins. Of one that lasts for days the clock tells.
 */
function shortMillisOf(event: ICAL.Event, zones: Zones): number {
  const [[from = 0] = [], [until = 0] = []] = [event.startDate, event.endDate].map((at) =>
    momentsOf(at, event, zones),
  );
  const lasts = event.component.hasProperty('duration')
    ? event.duration.toSeconds() * 1000
    : until - from;
  return lasts > 0 && lasts < DAY_MILLIS ? lasts : 0;
}

type Occurrence = Pick<
  ReturnType<ICAL.Event['getOccurrenceDetails']>,
  'item' | 'startDate' | 'endDate'
>;

function* occurrences(event: ICAL.Event, zones: Zones, between: Span): Generator<Occurrence> {
  if (!event.isRecurring()) {
    yield { item: event, startDate: event.startDate, endDate: event.endDate };
    return;
  }
  const own = { item: event, startDate: event.startDate, endDate: event.endDate };
  const left = leftOut(event, zones);
  const isLeft = (at: ICAL.Time) => left.has(momentsOf(at, event, zones)[0] ?? 0);
  // It begins by its first occurrence, whether or not its rule says so.
  if (!isLeft(event.startDate)) yield own;
  // Those that were moved have a time of their own, and say in any zone which they were.
  for (const item of exceptionsOf(event))
    yield { item, startDate: item.startDate, endDate: item.endDate };
  const all = event.iterator();
  for (let count = 0; count < MOST_OCCURRENCES; count += 1) {
    const next = all.next();
    if (!next) return;
    // One that was moved here from later than this is found by its own place below.
    const [at = 0] = momentsOf(next, event, zones);
    if (at >= between.until + MOVED_MILLIS) return;
    const found = event.getOccurrenceDetails(next);
    if (found.item !== event || !isLeft(next)) yield found;
  }
  throw new Failure(
    'Refused',
    `expected an event that occurs at most ${MOST_OCCURRENCES} times, got ${event.summary || event.uid} more often`,
  );
}

function exceptionsOf(event: ICAL.Event): ICAL.Event[] {
  return Object.values(event.exceptions).map((each) =>
    each instanceof ICAL.Event ? each : new ICAL.Event(each as ICAL.Component),
  );
}

/** The moments at which it does not occur: it was taken out, or moved. */
function leftOut(event: ICAL.Event, zones: Zones): ReadonlySet<number> {
  const out = event.component
    .getAllProperties('exdate')
    .flatMap((each) => each.getValues() as ICAL.Time[])
    .filter((at) => !at.isDate || event.startDate.isDate);
  const moved = exceptionsOf(event).map(({ recurrenceId }) => recurrenceId);
  return new Set([...out, ...moved].map((at) => momentsOf(at, event, zones)[0] ?? 0));
}

/** So far an occurrence may be moved to an earlier time, and still be found. */
const MOVED_MILLIS = 40 * 86_400_000;

/** The moment of a time of an event; where it names no zone, one for each zone that it may be meant in. */
function momentsOf(at: ICAL.Time, event: ICAL.Event, zones: Zones): number[] {
  const named = at.zone?.tzid;
  if (named === 'UTC' || named === 'Z') return [at.toUnixTime() * 1000];
  const tzid = at.isDate ? undefined : zoneNameOf(event, at);
  if (tzid === undefined) return zones.map((zone) => wallMillis(at, zone));
  if (isKnown(tzid)) return [wallMillis(at, tzid)];
  if (named !== undefined && named !== 'floating') return [at.toUnixTime() * 1000];
  throw new Failure(
    'Refused',
    `expected a VTIMEZONE for ${tzid} in the file, or a time zone that IANA knows, got neither`,
  );
}

/** What is in the file does not always resolve to a zone: then the event's own words tell. */
function zoneNameOf({ component }: ICAL.Event, at: ICAL.Time): string | undefined {
  const named = at.zone?.tzid;
  if (named !== undefined && named !== 'floating') return named;
  const tzid = component.getFirstProperty('dtstart')?.getParameter('tzid');
  return tzid === undefined ? undefined : String(tzid);
}

/** To ask is slow, and each occurrence of an event does. */
const asked = new Map<string, boolean>();

function isKnown(zone: string): boolean {
  const known = asked.get(zone) ?? isZone(zone);
  if (asked.size < 1_000) asked.set(zone, known);
  return known;
}

function wallMillis({ year, month, day, hour, minute, second }: ICAL.Time, zone: string): number {
  return momentOf([year, month, day, hour, minute, second], zone);
}
