// All executions, by ARN and by state machine, in the order in which they started.

import type { Execution } from './execution.ts';

export interface Executions {
  add(execution: Execution): void;
  find(arn: string): Execution | undefined;
  /** The executions of a state machine or of a Map Run, oldest first, and how many older ones are forgotten. */
  of(ownerArn: string): Owned;
  /** Notes that it has ended, and so may be forgotten, as AWS forgets it after 90 days. */
  ended(execution: Execution): void;
  /** Counts an event of its history, with so many bytes; false where this process should hold no more. */
  weigh(execution: Execution, bytes: number): boolean;
  /** Whether this process should hold another history. */
  hasRoom(): boolean;
}

export interface Owned {
  readonly executions: readonly Execution[];
  readonly forgotten: number;
}

/** Of those that have ended. More than any scenario plays; a machine that starts itself without end makes them all. */
const MOST_ENDED = 20_000;
/** Of all histories together: their events, and the JSON of their payloads. */
const MOST_BYTES = 384 * 1024 * 1024;
const EVENT_BYTES = 100;

export interface ExecutionLimits {
  readonly ended: number;
  readonly bytes: number;
}

export function newExecutions(
  most: ExecutionLimits = { ended: MOST_ENDED, bytes: MOST_BYTES },
): Executions {
  const byArn = new Map<string, Execution>();
  const byOwner = new Map<string, { executions: Execution[]; forgotten: number }>();
  const gone = new Set<Execution>();
  const endings: Execution[] = [];
  /** Forgotten together, for each time costs a look at their owners. */
  const atOnce = Math.ceil(most.ended / 20);
  let bytes = 0;

  function add(execution: Execution): void {
    byArn.set(execution.arn, execution);
    const owned = byOwner.get(ownerOf(execution)) ?? { executions: [], forgotten: 0 };
    owned.executions.push(execution);
    byOwner.set(ownerOf(execution), owned);
  }

  function ended(execution: Execution): void {
    endings.push(execution);
    if (endings.length >= most.ended + atOnce) forget(endings.splice(0, atOnce));
  }

  function weigh(execution: Execution, more: number): boolean {
    execution.history.bytes += EVENT_BYTES + more;
    bytes += EVENT_BYTES + more;
    while (bytes > most.bytes && endings.length > 0) forget(endings.splice(0, atOnce));
    return bytes <= most.bytes;
  }

  function forget(old: readonly Execution[]): void {
    gone.clear();
    for (const execution of old) {
      gone.add(execution);
      bytes -= execution.history.bytes;
      // Its name may belong to a newer one by now.
      if (byArn.get(execution.arn) === execution) byArn.delete(execution.arn);
    }
    for (const owner of new Set(old.map(ownerOf))) {
      const owned = byOwner.get(owner);
      if (!owned) continue;
      const kept = owned.executions.filter((each) => !gone.has(each));
      owned.forgotten += owned.executions.length - kept.length;
      owned.executions = kept;
    }
    gone.clear();
  }

  return {
    add,
    find: (arn) => byArn.get(arn),
    of: (ownerArn) => byOwner.get(ownerArn) ?? { executions: [], forgotten: 0 },
    ended,
    weigh,
    hasRoom: () => bytes < most.bytes || endings.length > 0,
  };
}

function ownerOf({ mapRunArn, revision }: Execution): string {
  return mapRunArn ?? revision.stateMachineArn;
}
