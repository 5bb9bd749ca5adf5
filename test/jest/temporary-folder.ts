// A machine's temporary folder of one's own: whatever is made there, by tests, by what they test or by what that runs,
// is gone afterwards.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * From now on it is the temporary folder, with nobody's settings but those that are made there, until it is
 * removed.
 */
export function newTemporaryFolder(): () => void {
  const before = { TMPDIR: process.env.TMPDIR, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-test-'));
  Object.assign(process.env, { TMPDIR: folder, XDG_CONFIG_HOME: join(folder, 'config') });
  return () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
