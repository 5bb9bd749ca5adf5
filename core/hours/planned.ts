// The hours of a wave, as its stage, itself and its targets say them.

import { secondsIn } from '../duration.ts';
import type { Hours } from '../pipeline/hours-schema.ts';
import type { PlannedHours } from '../planned-wave.ts';

export const USUAL_LOOK_AHEAD = '1h';

/** The longest that any of a wave's targets looks ahead, where that is said. */
export function lookAheadSecondsOf(
  stage: Hours,
  wave: Hours,
  targets: readonly Hours[],
): number | undefined {
  const all = (targets.length > 0 ? targets : [{} as Hours]).flatMap((own) => {
    const lookAhead = own.lookAhead ?? wave.lookAhead ?? stage.lookAhead;
    return lookAhead === undefined ? [] : [secondsIn(lookAhead)];
  });
  return all.length === 0 ? undefined : Math.max(...all);
}

interface Named extends Hours {
  readonly name: string;
}

/**
 * What must be open as a wave starts: of each target, its own windows, else its wave's, else its stage's; all calendars
 * of the three; and what looks ahead is the nearest that says so. Targets that agree are told once.
 *
 * Undefined where the wave may start at any time.
 */
export function plannedHours(
  stage: Named,
  wave: Hours,
  targets: readonly Named[],
): readonly PlannedHours[] | undefined {
  const places = targets.length > 0 ? targets : [{ name: '' }];
  const all = places.flatMap((target): PlannedHours[] => {
    const own: Hours = target;
    const windows = own.windows ?? wave.windows ?? stage.windows ?? [];
    const calendars = [stage, wave, own].flatMap((each) => each.calendars ?? []);
    if (windows.length === 0 && calendars.length === 0) return [];
    const isOwn = own.windows ?? own.calendars ?? own.lookAhead;
    const lookAhead = own.lookAhead ?? wave.lookAhead ?? stage.lookAhead ?? USUAL_LOOK_AHEAD;
    return [
      {
        of: isOwn === undefined ? `stage ${stage.name}` : `target ${target.name}`,
        windows,
        calendars: [...new Set(calendars)],
        lookAheadSeconds: secondsIn(lookAhead),
      },
    ];
  });
  const distinct = new Map(
    all.toReversed().map((each) => [JSON.stringify({ ...each, of: '' }), each]),
  );
  return distinct.size === 0 ? undefined : [...distinct.values()].reverse();
}
