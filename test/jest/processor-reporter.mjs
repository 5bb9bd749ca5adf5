// Says at the end what the tests cost in seconds of processor, and which files took more than a file may.
//
// PROCESSOR_SECONDS=FILE keeps each file's share there, as JSON.

import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A file that takes longer holds up the shard that it is in: split it, or share its worlds. */
const MOST_OF_A_FILE = 20;

export default class ProcessorReporter {
  onRunComplete(_contexts, { testResults }) {
    const taken = testResults
      .map(({ testFilePath, processorSeconds = 0 }) => [
        relative('', testFilePath),
        Math.round(processorSeconds * 10) / 10,
      ])
      .sort(([, one], [, other]) => other - one);
    const all = taken.reduce((sum, [, seconds]) => sum + seconds, 0);

    console.error(`Processor:   ${Math.round(all)} s`);
    for (const [file, seconds] of taken.filter(([, seconds]) => seconds > MOST_OF_A_FILE)) {
      console.error(
        `${file} took ${seconds} s of processor, where a file may take ${MOST_OF_A_FILE} s.`,
      );
    }
    const { PROCESSOR_SECONDS: keep } = process.env;
    if (keep) writeFileSync(keep, `${JSON.stringify(Object.fromEntries(taken), null, 2)}\n`);
  }
}
