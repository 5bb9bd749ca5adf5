// An operation that itself waits for other calls: it may not hold the loop while it does.

const mark = Symbol('unparked');

export interface Unparked {
  readonly [mark]: true;
  readonly output: Promise<unknown>;
}

/**
 * What an operation returns when its answer depends on other parked work (Lambda's Invoke runs a handler that calls
 * AWS). The call has taken effect; the loop goes on and the answer follows.
 */
export function unparked(output: Promise<unknown>): Unparked {
  output.catch(() => {});
  return { [mark]: true, output };
}

export function isUnparked(value: unknown): value is Unparked {
  return typeof value === 'object' && value !== null && mark in value;
}
