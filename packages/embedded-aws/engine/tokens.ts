// Task tokens: who may answer which waiting task.

import type { Chance } from '../chance.ts';
import { AwsError, type Call } from '../service.ts';
import type { Failure } from './failure.ts';
import type { Json } from './json.ts';

export interface Waiter {
  /** The ARN of its execution. */
  readonly execution: string;
  readonly account: string;
  readonly region: string;
  succeed(output: Json): void;
  fail(failure: Failure): void;
  heartbeat(): void;
}

export interface Tokens {
  issue(waiter: Waiter): string;
  /** Forgets a token: from now on it has been answered, or has expired. */
  close(token: string): void;
  /** Whose task has that token; undefined where none has. */
  executionOf(token: string): string | undefined;
  /** The task that waits for this token; throws AWS's errors for one that is malformed, unknown or closed. */
  find(token: string, call: Call): Waiter;
}

const PREFIX = 'AQCgAAAAKgAAAAMAAAAA';
const FORM = /^[A-Za-z0-9+/=_-]{20,2048}$/;
const SECRET_LENGTH = 40;

export function newTokens(chance: Chance): Tokens {
  const open = new Map<string, Waiter>();
  /** Part of every token, so that a closed one is told from one that never was. */
  const seal = chance.hex(SECRET_LENGTH);
  let issued = 0;

  function issue(waiter: Waiter): string {
    issued += 1;
    const token = `${PREFIX}${seal}${issued.toString(16).padStart(12, '0')}${chance.hex(SECRET_LENGTH)}`;
    open.set(token, waiter);
    return token;
  }

  function find(token: string, { account, region }: Call): Waiter {
    const waiter = open.get(token);
    if (waiter && waiter.account === account && waiter.region === region) return waiter;
    if (!FORM.test(token)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (!waiter && wasIssued(token)) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    throw new AwsError('TaskDoesNotExist', "Task does not exist: 'No task has this token'");
  }

  function wasIssued(token: string): boolean {
    const start = PREFIX + seal;
    if (!token.startsWith(start) || token.length !== start.length + 12 + SECRET_LENGTH)
      return false;
    return Number.parseInt(token.slice(start.length, start.length + 12), 16) <= issued;
  }

  return {
    issue,
    find,
    close: (token) => open.delete(token),
    executionOf: (token) => open.get(token)?.execution,
  };
}
