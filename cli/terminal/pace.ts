// How fast virtual time passes while a person looks on.

import type { Pace as Pacer } from '@tidegate/embedded-aws/pace';
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
/** Once all has been played: a minute each second, in which nothing happens unless somebody makes it. */
const ATTENDING_SPEED = 60;

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

/** As `speedOf`, after the scenario has been played: no more is to come by itself, so idle time is not hurried. */
export function speedAttending(view: PipelineView): number {
  return isIdle(view) ? ATTENDING_SPEED : speedOf(view);
}

function isIdle({ stages }: PipelineView): boolean {
  return stages.every(({ holder }) => holder === undefined);
}

function paceOf(view: PipelineView): Pace {
  const { stages } = view;
  if (isIdle(view)) return IDLE;
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

/**
 * The `pace` of a virtual clock: lets so much virtual time pass in each frame, and stops for one in between. A command
 * from outside ends a wait early, and acts at the time that has passed until then; it makes no frames of its own.
 */
export function pacer({ clock, framesPerSecond, frame }: PacerOptions): Pacer {
  const frameMillis = 1000 / framesPerSecond;
  let credit = 0;
  let last = clock.now().getTime();
  let nextFrameAt = last;
  let speed = 0;

  return async (from, to, woken) => {
    const begun = clock.now().getTime();
    if (begun >= nextFrameAt) {
      speed = await frame();
      nextFrameAt = begun + frameMillis;
    }
    if (to - from > credit) {
      const left = Math.max(0, nextFrameAt - clock.now().getTime());
      const slept = clock.sleep(left / 1000);
      await (woken ? Promise.race([slept, woken]) : slept);
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
