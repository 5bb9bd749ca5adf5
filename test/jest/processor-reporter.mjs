// Says at the end what the tests cost in seconds of processor, and which files took more than a file may.
//
// PROCESSOR_SECONDS=FILE keeps each file's share there, as JSON.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endFile } from './seconds.mjs';

/** A file that takes longer holds up the shard that it is in: split it, or share its worlds. */
const MOST_OF_A_FILE = 20;

export default class ProcessorReporter {
  onRunStart() {
    this.folder = mkdtempSync(join(tmpdir(), 'tidegate-seconds-'));
    process.env.SECONDS_OF_FILES = join(this.folder, 'seconds');
  }

  async onRunComplete() {
    // A process of its own writes its last file's line as it ends; with one worker there is none.
    endFile();
    await new Promise((done) => setTimeout(done, 100));
    const { SECONDS_OF_FILES: kept, PROCESSOR_SECONDS: keep } = process.env;
    const lines = existsSync(kept) ? readFileSync(kept, 'utf8').split('\n').filter(Boolean) : [];
    rmSync(this.folder, { recursive: true, force: true });
    const taken = lines
      .map((line) => JSON.parse(line))
      .map(([file, seconds]) => [file, Math.round(seconds * 10) / 10])
      .sort(([, one], [, other]) => other - one);
    const all = taken.reduce((sum, [, seconds]) => sum + seconds, 0);

    console.error(`Processor:   ${Math.round(all)} s`);
    for (const [file, seconds] of taken.filter(([, seconds]) => seconds > MOST_OF_A_FILE)) {
      console.error(
        `${file} took ${seconds} s of processor, where a file may take ${MOST_OF_A_FILE} s.`,
      );
    }
    if (keep) writeFileSync(keep, `${JSON.stringify(Object.fromEntries(taken), null, 2)}\n`);
  }
}
