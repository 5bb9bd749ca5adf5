// What each file of tests gets: a temporary folder and settings of its own, and the count of the seconds of processor
// that it took.
//
// Files run one after the other in bare Node.js, several in one process: the next one begins as its source is loaded,
// and so the one before has ended.

import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beginFile, endFile } from './seconds.mjs';
import { newTemporaryFolder } from './temporary-folder.ts';

/** The runner asks for each file anew, by a number behind its name. */
const TEST_FILE = /\.test\.ts\?\d+$/;

/** The construct's library is installed beside it; see cdk/package.json. */
const OF_THE_CONSTRUCT = /^(aws-cdk-lib|constructs)(\/|$)/;
const construct = new URL('../../cdk/tidegate-pipeline.ts', import.meta.url).href;

const { env } = process;

/** What a file changes of the process is not there for the next. */
function keepProcess() {
  const { exitCode } = process;
  const settings = { ...env };
  return () => {
    globalThis.jest?.restoreAllMocks();
    process.exitCode = exitCode;
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in settings)) delete env[name];
    Object.assign(env, settings);
  };
}

registerHooks({
  resolve(name, context, next) {
    const parentURL = OF_THE_CONSTRUCT.test(name) ? construct : context.parentURL;
    return next(name, { ...context, parentURL });
  },
  load(url, context, next) {
    if (TEST_FILE.test(url)) {
      endFile();
      const putBack = keepProcess();
      const removeFolder = newTemporaryFolder();
      beginFile(fileURLToPath(url.replace(/\?\d+$/, '')), () => {
        removeFolder();
        putBack();
      });
    }
    return next(url, context);
  },
});
process.on('exit', endFile);
