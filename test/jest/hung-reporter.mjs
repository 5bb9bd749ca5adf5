// A file of tests that does not end, as its worker never answers, ends the run: with its name, and as a failure.

import { relative } from 'node:path';

/** Many times what any takes, on a machine that does much else too. */
const MOST_MINUTES = 40;

export default class HungReporter {
  running = new Map();

  constructor(_settings, { exit = process.exit } = {}) {
    this.exit = exit;
  }

  onTestFileStart({ path }) {
    const hung = setTimeout(() => this.tell(path), MOST_MINUTES * 60_000);
    this.running.set(path, hung.unref?.() ?? hung);
  }

  onTestFileResult({ path }) {
    clearTimeout(this.running.get(path));
    this.running.delete(path);
  }

  tell(path) {
    console.error(
      `expected ${relative('', path)} to end within ${MOST_MINUTES} minutes, got no end: ` +
        'its worker hangs, run it alone',
    );
    this.exit(1);
  }
}
