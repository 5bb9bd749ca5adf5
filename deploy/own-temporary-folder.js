// A Serverless plugin: what the framework leaves in the temporary folder goes into one of its own, and goes with the
// process. serverless-esbuild makes a folder for each function, and its removal finds it not empty.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default class OwnTemporaryFolder {
  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'tidegate-package-'));
    // Where os.tmpdir() looks, each time that it is asked.
    process.env.TMPDIR = folder;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    this.hooks = {};
  }
}
