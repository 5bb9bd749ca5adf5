// Where a service lets its waves start at times at which its template does not.

import { secondsIn } from '../duration.ts';
import { WEEKS } from '../hours/always.ts';
import { USUAL_LOOK_AHEAD } from '../hours/planned.ts';
import { type Span, union, within } from '../hours/spans.ts';
import { spansOfWindow, windowText } from '../hours/window.ts';
import type { Finding } from '../strict-yaml.ts';
import type { Hours, WindowDefinition } from './hours-schema.ts';
import { asIn, type Pair, type Path } from './laxer-checks.ts';
import { placedIn } from './targets.ts';

/**
 * Windows keep within the template's, its calendars count, and as much is looked ahead over. A stage of the template
 * has them anyhow; one of the service's own must name them.
 */
export function laxerHours({ stage, base, path, template }: Pair): Finding[] {
  const waves = (stage.waves ?? []).map((wave, index) => ({
    hours: wave as Hours,
    at: [...path, 'waves', index],
  }));
  const targets = placedIn(stage, path).map((placed) => ({
    hours: placed.target as Hours,
    at: placed.path,
  }));
  const least = (base.windows ?? base.calendars) ? USUAL_LOOK_AHEAD : undefined;
  return [
    ...missing({ stage, base, path, template }),
    ...[{ hours: stage as Hours, at: path }, ...waves, ...targets].flatMap(({ hours, at }) => [
      ...wider(at, hours.windows, base.windows, asIn(template)),
      ...nearer(at, hours.lookAhead, base.lookAhead ?? least, asIn(template)),
    ]),
  ];
}

function missing({ stage, base, path, template }: Omit<Pair, 'pipeline'>): Finding[] {
  const own = stage.calendars ?? [];
  const lost = (base.calendars ?? []).filter((calendar) => !own.includes(calendar));
  const windows = stage.windows === undefined && base.windows?.map(windowText).join('; ');
  return [
    ...(windows ? [`expected windows ${windows}, ${asIn(template)}, got none`] : []),
    ...lost.map((calendar) => `expected calendar ${calendar}, ${asIn(template)}, got none`),
  ].map((text) => ({ path, text }));
}

function wider(
  at: Path,
  own: readonly WindowDefinition[] | undefined,
  base: readonly WindowDefinition[] | undefined,
  as: string,
): Finding[] {
  if (own === undefined || base === undefined) return [];
  const isWider = WEEKS.some((week) => {
    const [mine, theirs] = [openIn(own, week), openIn(base, week)];
    return JSON.stringify(within(mine, theirs)) !== JSON.stringify(mine);
  });
  if (!isWider) return [];
  const text = `expected windows inside ${base.map(windowText).join('; ')}, ${as}`;
  return [{ path: [...at, 'windows'], text }];
}

function openIn(windows: readonly WindowDefinition[], week: Span): Span[] {
  return union(windows.flatMap((window) => spansOfWindow(window, week)));
}

function nearer(
  at: Path,
  own: string | undefined,
  least: string | undefined,
  as: string,
): Finding[] {
  if (own === undefined || least === undefined || secondsIn(own) >= secondsIn(least)) return [];
  const text = `expected a lookAhead of at least ${least}, ${as}, got ${own}`;
  return [{ path: [...at, 'lookAhead'], text }];
}
