// The running invocation of a Lambda function, so that a fault or a timeout can end it in the middle.

import { AsyncLocalStorage } from 'node:async_hooks';

export interface Invocation {
  readonly functionName: string;
  readonly requestId: string;
  /** Once true, none of its later calls run, and no answer reaches it. */
  dead: boolean;
  /** What it dies of at a call, which is told once the call is over. */
  death: Error | undefined;
  /** How many SDK calls it made. */
  calls: number;
  /** Ends the invocation with this error, as if its sandbox had gone. */
  die(error: Error): void;
}

const current = new AsyncLocalStorage<Invocation>();

export function presentInvocation(): Invocation | undefined {
  return current.getStore();
}

export function runInvocation<T>(invocation: Invocation, run: () => Promise<T>): Promise<T> {
  return current.run(invocation, run);
}

/** What a dead invocation waits for. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}

/** The same for the call at which it may have died, of which it is told. */
export function neverAgain<T>(invocation: Invocation | undefined): Promise<T> {
  if (invocation?.death) invocation.die(invocation.death);
  return never();
}
