// The seconds of processor that each file of tests took, one after the other in a process.
//
// Seconds of the clock on the wall say nothing on a machine that does other things too.

import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

let end;

export function beginFile(file, onEnd) {
  const before = process.cpuUsage();
  end = () => {
    const { user, system } = process.cpuUsage(before);
    const { SECONDS_OF_FILES: kept } = process.env;
    const line = JSON.stringify([relative('', file), (user + system) / 1e6]);
    if (kept !== undefined) appendFileSync(kept, `${line}\n`);
    onEnd();
  };
}

/** Nothing where none has begun. */
export function endFile() {
  end?.();
  end = undefined;
}
