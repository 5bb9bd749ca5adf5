// Calls a person's own aliases while their release bakes, so that the bake has something to go by.

import { readFileSync } from 'node:fs';
import { Failure } from '../../core/failure.ts';
import { readText } from '../files.ts';
import { refuseUsage } from '../usage.ts';
import type { PersonalAsked } from './asked.ts';
import type { Prepared } from './prepare.ts';

export interface Calls {
  /** Calls each alias that is not being called, and waits for none. */
  readonly send: () => void;
  /** Lets go of those that are under way. */
  readonly end: () => void;
}

export interface CallsOf {
  readonly aliases: readonly string[];
  /** Resolves to what the code said where it failed. */
  readonly call: (alias: string, ended: AbortSignal) => Promise<string | undefined>;
  readonly tell: (text: string) => void;
}

/** One that is slow, or cannot be called, keeps no other from being called. What goes wrong is told once. */
export function callsOf({ aliases, call, tell }: CallsOf): Calls {
  const ending = new AbortController();
  const underWay = new Set<string>();
  const told = new Set<string>();
  const tellOnce = (text: string) => {
    if (told.has(text) || ending.signal.aborted) return;
    told.add(text);
    tell(text);
  };
  const one = async (alias: string) => {
    try {
      const failed = await call(alias, ending.signal);
      if (failed !== undefined) tellOnce(`${alias} answered ${failed}`);
    } catch (thrown) {
      tellOnce(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      underWay.delete(alias);
    }
  };
  return {
    send() {
      for (const alias of aliases) {
        if (underWay.has(alias)) continue;
        underWay.add(alias);
        void one(alias);
      }
    },
    end: () => ending.abort(),
  };
}

export function eventIn(file: string): Uint8Array {
  const text = readText(file);
  try {
    JSON.parse(text);
  } catch {
    throw new Failure('Refused', `expected an event as JSON in ${file}, got something else`);
  }
  return readFileSync(file);
}

/** Throws `Refused` where a call that fails could fire an alarm of the team's, unless that is said to be meant. */
export function refuseCounted(
  { invoke, 'count-in-alarms': isMeant }: PersonalAsked,
  { counted }: Pick<Prepared, 'counted'>,
): void {
  if (invoke === undefined && isMeant)
    throw refuseUsage('expected --count-in-alarms with --invoke, got it alone');
  if (invoke === undefined || isMeant || counted.length === 0) return;
  throw new Failure(
    'Refused',
    `expected --invoke where no alarm of the team’s counts the calls of your aliases, got: ${counted.join('; ')}. One that ` +
      'fires may take back a release of the team’s: have it watch the team’s alias (dimension Resource), call what ' +
      'cannot fail by yourself, or, if it is meant, say --count-in-alarms',
  );
}
