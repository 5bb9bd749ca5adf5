// How much time the running function has left: what it calls ends before it does, and so with an error that has a name.

import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<() => number>();

/** Runs what may take as many seconds as are left. */
export function within<T>(left: () => number, run: () => T): T {
  return running.run(left, run);
}

/** Infinite outside of a function: people wait as long as they like. */
export function secondsLeft(): number {
  return running.getStore()?.() ?? Number.POSITIVE_INFINITY;
}
