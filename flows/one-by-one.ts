// Does something for each of several that have nothing to do with each other: one that fails keeps no other from it.

import { errorDetails } from '../core/error-details.ts';
import { Failure } from '../core/failure.ts';
import type { Range } from '../core/noun.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Logs = Pick<Ports, 'log'>;

/** Does it for one after the other, whatever becomes of each; resolves to all that was thrown, which is logged. */
export async function eachInTurn<Item extends object>(
  ports: Logs,
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const thrown: unknown[] = [];
  for (const item of items) {
    try {
      await run(item);
    } catch (failure) {
      thrown.push(failure);
      logFailure(ports, item, failure);
    }
  }
  return thrown;
}

/** For several at once, of an event: throws what was thrown first once all have had their turn: it comes again. */
export async function eachForItself<Item extends object>(
  ports: Logs,
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<void> {
  const thrown = await sideBySide(items, (item) => eachInTurn(ports, [item], run));
  const [first] = thrown.flat();
  if (first !== undefined) throw first;
}

/** Undefined where it fails: that stands in the log, and is no matter of whoever asks. A bug is thrown. */
export async function orLogged<Result>(
  ports: Logs,
  subject: object,
  run: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    logFailure(ports, subject, thrown);
    return undefined;
  }
}

/** The items of a range that can be read; each other one stands in the log, by name. */
export async function readableItems<Item>(
  { table, log }: Pick<Ports, 'table' | 'log'>,
  range: Range<Item>,
): Promise<Item[]> {
  const { items, unreadable } = await table.readable(range);
  for (const { message, code } of unreadable) log.error(message, { code });
  return items;
}

/** What the line is about is in it already, where nothing is said here. */
export function logFailure({ log }: Logs, subject: object | undefined, thrown: unknown): void {
  const details = { ...errorDetails(thrown), ...(subject && { subject }) };
  if (thrown instanceof Failure) log.warn(thrown.message, details);
  else log.error(String(thrown), details);
}
