// The timers of a bundle, on the virtual clock.

import { AsyncResource } from 'node:async_hooks';
import type { VirtualClock } from '../clock.ts';

type Callback = (...given: unknown[]) => void;

interface Timer {
  cancel(): void;
  ref(): Timer;
  unref(): Timer;
  hasRef(): boolean;
}

type Start = (callback: Callback, millis?: number, ...given: unknown[]) => Timer;

export interface Timers {
  readonly setTimeout: Start;
  readonly setInterval: Start;
  readonly clearTimeout: (timer: unknown) => void;
  readonly clearInterval: (timer: unknown) => void;
}

export function timersOn(clock: VirtualClock): Timers {
  const once: Start = (callback, millis = 0, ...given) => {
    if (isResolve(callback)) return sleeping(clock, millis, () => callback(...given));
    const run = AsyncResource.bind(() => callback(...given));
    return timer(clock.at(clock.millis() + millis, run));
  };
  const repeated: Start = (callback, millis = 1, ...given) => {
    let cancel = () => {};
    const again = AsyncResource.bind(() => {
      start();
      callback(...given);
    });
    const start = () => {
      cancel = clock.at(clock.millis() + Math.max(1, millis), again);
    };
    start();
    return timer(() => cancel());
  };
  const clear = (given: unknown) => (given as Partial<Timer> | undefined)?.cancel?.();
  return { setTimeout: once, setInterval: repeated, clearTimeout: clear, clearInterval: clear };
}

/**
 * Whether a timer settles a promise, which somebody then awaits: it is a sleep. Any other one guards something, and
 * who set it does not stand still until it fires.
 */
function isResolve(callback: Callback): boolean {
  return callback.name === '' && /\{ \[native code\] \}$/.test(String(callback));
}

/** The clock then knows that the handler waits, and goes on without it. */
function sleeping(clock: VirtualClock, millis: number, wake: () => void): Timer {
  let cancelled = false;
  void clock.sleep(millis / 1000).then(() => {
    if (!cancelled) wake();
  });
  return timer(() => {
    cancelled = true;
  });
}

function timer(cancel: () => void): Timer {
  const made: Timer = { cancel, ref: () => made, unref: () => made, hasRef: () => true };
  return made;
}
