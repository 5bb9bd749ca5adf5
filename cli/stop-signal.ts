// Ctrl-C, as something to ask and something to wait for; that nobody reads any more is the same.

import { onNobodyReads } from './output.ts';

export interface StopSignal {
  readonly stopped: () => boolean;
  readonly whenStopped: Promise<void>;
  /** Gives the signals back to node. */
  release(): void;
}

/** The second Ctrl-C ends the process at once, as if nobody listened. */
export function stopSignal(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopped = false;
  const stop = () => {
    stopped = true;
    release();
    resolve();
  };
  const release = () => {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  onNobodyReads(stop);
  return { stopped: () => stopped, whenStopped: promise, release };
}
