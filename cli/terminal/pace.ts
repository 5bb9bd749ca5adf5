// How fast virtual time passes while a person looks on.

import type { PipelineView } from '../../core/board/view.ts';
import type { Clock } from '../../core/clock.ts';

/** Virtual seconds per real second at first, and how much more for each virtual second in which nothing happens. */
interface Pace {
  readonly start: number;
  readonly gain: number;
}

const BAKING: Pace = { start: 90, gain: 0.5 };
const TAKING_BACK: Pace = { start: 4, gain: 0.8 };
const WORKING: Pace = { start: 6, gain: 1.5 };
const IDLE: Pace = { start: 600, gain: 2 };

/**
 * Virtual seconds per real second: slow where something has just happened, then ever faster, as a bake's looks double
 * their distance. So a person sees a deployment of six seconds and a bake of twelve hours, both.
 *
 *     a bake of 30m  →  4.8 s        a bake of 12h  →  11.0 s      47m into a bake  →  5.6 s
 *     a test of 2m   →  2.3 s        4h of nothing  →  1.9 s
 */
export function speedOf(view: PipelineView): number {
  const [latest] = view.ledger;
  const quietSeconds = latest ? (Date.parse(view.at) - Date.parse(latest.at)) / 1000 : 0;
  const { start, gain } = paceOf(view);
  return start + gain * Math.max(0, quietSeconds);
}

function paceOf({ stages }: PipelineView): Pace {
  if (stages.every(({ holder }) => holder === undefined)) return IDLE;
  const statuses = stages.flatMap(({ waves }) => waves.map(({ status }) => status));
  if (statuses.includes('rollingBack')) return TAKING_BACK;
  const works = statuses.some((status) => ['deploying', 'testing'].includes(status));
  return !works && statuses.includes('baking') ? BAKING : WORKING;
}

export interface PacerOptions {
  /** The real one. */
  readonly clock: Clock;
  readonly framesPerSecond: number;
  /** Shows the present; resolves to virtual seconds per real second. */
  readonly frame: () => Promise<number>;
}

/** The `pace` of a virtual clock: lets so much virtual time pass in each frame, and stops for one in between. */
export function pacer({ clock, framesPerSecond, frame }: PacerOptions) {
  const frameMillis = 1000 / framesPerSecond;
  let credit = 0;
  let last = clock.now().getTime();

  return async (from: number, to: number): Promise<number> => {
    if (to - from > credit) {
      const speed = await frame();
      const spent = clock.now().getTime() - last;
      await clock.sleep(Math.max(0, frameMillis - spent) / 1000);
      const now = clock.now().getTime();
      // A machine that lags shows fewer frames of the run, never a leap in it.
      credit += Math.min(now - last, 2 * frameMillis) * speed;
      last = now;
    }
    const step = Math.min(credit, to - from);
    credit -= step;
    return from + step;
  };
}
