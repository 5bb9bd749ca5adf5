// Jest's own runner, in a temporary folder of the file's own, and how many seconds of processor the file took;
// `processor-reporter.mjs` says which took many.
//
// Seconds of the clock on the wall say nothing on a machine that does other things too.

import { createRequire } from 'node:module';
import { inTemporaryFolder } from './temporary-folder.ts';

// Its only export is CommonJS’s, which an import would hand over inside another.
const { default: run } = createRequire(import.meta.url)('jest-circus/runner');

export default async function countingRunner(...context) {
  const before = process.cpuUsage();
  const result = await inTemporaryFolder(() => run(...context));
  const { user, system } = process.cpuUsage(before);
  return { ...result, processorSeconds: (user + system) / 1e6 };
}
