// A machine's temporary folder of one's own: whatever is made there, by tests, by what they test or by what that runs,
// is gone afterwards.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with it, and with nobody's settings but those that are made there; also where that fails, nothing is left. */
export async function inTemporaryFolder<T>(run: () => T | Promise<T>): Promise<T> {
  const before = { TMPDIR: process.env.TMPDIR, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-test-'));
  Object.assign(process.env, { TMPDIR: folder, XDG_CONFIG_HOME: join(folder, 'config') });
  try {
    return await run();
  } finally {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
