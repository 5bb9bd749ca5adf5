// A file of tests, run in this process again and again: what is tested stays loaded, the file itself is loaded anew.

import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './all-mutants.ts';

interface FileResult {
  readonly numFailingTests: number;
  readonly numPassingTests: number;
  readonly testResults: readonly {
    readonly title: string;
    readonly failureMessages: readonly string[];
  }[];
}

interface Runner {
  default(path: string): Promise<FileResult>;
  setWorkerData(data: unknown): void;
}

/** The runner's own process of one file after the other; its package exports only what starts that. */
const RUNNER = join(root, 'node_modules/jest-light-runner/src/worker-runner.js');

const PROJECT = {
  rootDir: root,
  cwd: root,
  transform: [],
  transformIgnorePatterns: [],
  setupFiles: [],
  setupFilesAfterEnv: [join(root, 'test/jest/each-file.mjs')],
  snapshotSerializers: [],
  snapshotFormat: { escapeString: false, printBasicPrototype: false },
  prettierPath: null,
  slowTestThreshold: 5,
};

interface Block {
  readonly children: readonly (Block | { fn?: () => unknown; readonly type: 'test' })[];
  readonly type: 'describeBlock';
}
interface Circus {
  getState(): { readonly rootDescribeBlock: Block };
}

/** What follows the first test that fails is not run: one is enough. */
function stopAtFirst({ children }: Block, failed: { is: boolean }): void {
  for (const child of children) {
    const { type } = child;
    if (type === 'describeBlock') stopAtFirst(child, failed);
    if (type !== 'test' || child.fn === undefined) continue;
    const { fn } = child;
    child.fn = async () => {
      if (failed.is) return;
      try {
        await fn();
      } catch (error) {
        failed.is = true;
        throw error;
      }
    };
  }
}

/** As it is before a test sets another clock. */
const soon = setTimeout;

let runner: Promise<Runner> | undefined;

async function loadRunner(): Promise<Runner> {
  const loaded = (await import(pathToFileURL(RUNNER).href)) as Runner;
  const globalConfig = { testNamePattern: null, expand: false, updateSnapshot: 'none' };
  loaded.setWorkerData({ globalConfig, projectConfig: PROJECT, runtime: 'main_thread' });
  const { getState } = createRequire(RUNNER)('jest-circus') as Circus;
  // As a file is loaded its tests are not known yet; before the first of them they are.
  registerHooks({
    load: (url, context, nextLoad) => {
      if (/\.test\.ts\?\d+$/.test(url))
        globalThis.beforeAll(() => stopAtFirst(getState().rootDescribeBlock, { is: false }));
      return nextLoad(url, context);
    },
  });
  return loaded;
}

/** What failed, a test a line. */
export async function problemsOfTests(file: string): Promise<readonly string[]> {
  runner ??= loadRunner();
  const { default: run } = await runner;
  // The runner loads a file anew by the millisecond.
  await new Promise((done) => soon(done, 2));
  try {
    const { testResults, numFailingTests, numPassingTests } = await run(join(root, file));
    const failed = testResults.filter(({ failureMessages }) => failureMessages.length > 0);
    if (numFailingTests + numPassingTests === 0) return ['it has no tests'];
    return failed.map(({ title }) => title);
  } catch (thrown) {
    return [`it cannot be loaded: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  }
}
