// What the running function is about: each line that it logs carries it.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from './ports.ts';

/** Release, stage, wave, target: as far as they are known by now. */
export type Subject = Record<string, unknown>;

const present = new AsyncLocalStorage<Subject>();

/** Runs what is about this, beside what the function is about. */
export function about<T>(subject: Subject, run: () => T): T {
  return present.run({ ...present.getStore(), ...subject }, run);
}

/** The same for what is learned on the way: from here on it is in each line. */
export function learn(subject: Subject): void {
  const known = present.getStore();
  if (known) Object.assign(known, subject);
}

/** What stands in traces, by these words: X-Ray keeps fifty of a trace, texts and numbers. */
const ANNOTATED = ['pipeline', 'release', 'stage', 'wave', 'target', 'test'];

/** What is known of the subject by now, as traces are looked for by it. */
export function annotations(): Record<string, string | number> {
  const known = present.getStore() ?? {};
  const said = Object.fromEntries(
    ANNOTATED.flatMap((name) => {
      const value = known[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
  // As OpenTelemetry calls what markers of deployments are of.
  return said.release === undefined ? said : { ...said, 'deployment.id': said.release };
}

export function withSubject(log: Log): Log {
  return {
    info: (message, details) => log.info(message, { ...present.getStore(), ...details }),
    warn: (message, details) => log.warn(message, { ...present.getStore(), ...details }),
    error: (message, details) => log.error(message, { ...present.getStore(), ...details }),
  };
}
