// A machine's temporary folder of one's own: whatever is made there, by tests, by what they test or by what that runs,
// is gone afterwards.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with it; also where that fails, nothing is left. */
export async function inTemporaryFolder<T>(run: () => T | Promise<T>): Promise<T> {
  const { TMPDIR: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-test-'));
  process.env.TMPDIR = folder;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
