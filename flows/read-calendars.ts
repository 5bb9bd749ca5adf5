// The calendars of a wave's hours, as they are from now on. One that cannot be read is closed.

import { Failure } from '../core/failure.ts';
import { spansOfCalendar } from '../core/hours/calendar-file.ts';
import type { ReadCalendar } from '../core/hours/slots.ts';
import type { Span } from '../core/hours/spans.ts';
import { isArn } from '../core/pipeline/hours-schema.ts';
import type { PlannedHours, PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { readVersion } from './definitions.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** One for each calendar that the wave names, wherever it does, for a stretch of time. */
export async function readCalendars(
  ports: Ports,
  release: Pick<Release, 'pipeline' | 'definitionVersion'>,
  { hours = [] }: Pick<PlannedWave, 'hours'>,
  between: Span,
): Promise<readonly ReadCalendar[]> {
  const names = [...new Set(hours.flatMap(({ calendars }) => calendars))];
  if (names.length === 0) return [];
  const files = names.some((name) => !isArn(name)) ? await filesOf(ports, release) : {};
  return sideBySide(names, async (name) => {
    try {
      const shut = isArn(name)
        ? await closedTimes(ports, name, between)
        : shutBy(files[name], name, hours, between);
      return { name, shut };
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return { name, shut: [between], unread: thrown.message };
    }
  });
}

/** The texts that were read as the release's own version of the pipeline was applied. */
async function filesOf(
  ports: Ports,
  { pipeline, definitionVersion }: Pick<Release, 'pipeline' | 'definitionVersion'>,
): Promise<Readonly<Record<string, string>>> {
  const definition = await readVersion(ports, pipeline, definitionVersion);
  return definition?.pipeline.calendarFiles ?? {};
}

/** Whole days are those of the zones in which the windows beside the calendar are told. */
function shutBy(
  text: string | undefined,
  name: string,
  hours: readonly PlannedHours[],
  between: Span,
): Span[] {
  if (text === undefined)
    throw new Failure(
      'Missing',
      `expected the text of ${name} with the pipeline, got none; apply it again`,
    );
  const zones = hours
    .filter(({ calendars }) => calendars.includes(name))
    .flatMap(({ windows }) => windows.map(({ zone }) => zone));
  const [first = 'UTC', ...others] = new Set(zones);
  return spansOfCalendar(text, [first, ...others], between);
}

/** A calendar is asked for so many changes of its state; after that it counts as closed. */
const MOST_CHANGES = 6;

async function closedTimes(ports: Ports, arn: string, between: Span): Promise<Span[]> {
  const closed: Span[] = [];
  let at = between.from;
  for (let asked = 0; at < between.until; asked += 1) {
    if (asked === MOST_CHANGES) return [...closed, { from: at, until: between.until }];
    const { isOpen, changesAt = between.until } = await ports.calendars.stateAt(arn, at);
    if (!isOpen) closed.push({ from: at, until: changesAt });
    at = Math.max(changesAt, at + 1);
  }
  return closed;
}
