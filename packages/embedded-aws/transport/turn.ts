// The place that a call has among those that are parked: the order in which calls were sent, through whatever layers.

import { AsyncLocalStorage } from 'node:async_hooks';

const turns = new AsyncLocalStorage<{ place: number | undefined }>();

/** Sends a call whose first attempt takes that place. */
export function inTurn<T>(place: number, send: () => T): T {
  return turns.run({ place }, send);
}

/** The place of the call that is being sent; a later attempt of it gets its own when it is made. */
export function takeTurn(): number | undefined {
  const turn = turns.getStore();
  const place = turn?.place;
  if (turn) turn.place = undefined;
  return place;
}
