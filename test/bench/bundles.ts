// The functions' bundles beside naive ones: bundled as a bundler does it by itself, with every client of the SDK that
// any function has, which is how all of them were before.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from '@tidegate/embedded-aws/runtime/unzip';
import { build } from 'esbuild';
import { readPackage } from '../../simulation/stack/packaged.ts';

const FUNCTIONS = { PlanRollback: 'plan-rollback', OnDeployment: 'on-deployment', Sweep: 'sweep' };
const ROUNDS = 7;

export async function compareBundles(print: (row: readonly string[]) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  const { archiveOf } = readPackage();
  try {
    print(['bundles', 'ours', 'naive', 'cold import, ours', 'naive', 'ratio']);
    for (const [name, file] of Object.entries(FUNCTIONS)) {
      const archive = archiveOf(`${name}LambdaFunction`);
      const ours = unzip(archive).get(`functions/${file}.mjs`) ?? Buffer.of();
      const theirs = await naive(name, file);
      const seconds = imported([
        written(join(folder, 'ours', `${file}.mjs`), ours),
        written(join(folder, 'naive', `${file}.mjs`), theirs),
      ]) as [number, number];
      const [own, other] = seconds;
      const sizes = [archive.length, deflateRawSync(theirs).length].map(kilobytes);
      print([name, ...sizes, ...seconds.map(millis), `${(other / own).toFixed(1)}x`]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function naive(name: string, file: string): Promise<Uint8Array> {
  const exported = name.charAt(0).toLowerCase() + name.slice(1);
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as adapters from './flows/adapters.ts';
        import { ${exported} } from './functions/${file}.ts';
        export const handler = ${exported}.onAws(...Object.values(adapters));`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outputFiles[0]!.contents;
}

function written(path: string, content: Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const MEASURE = `
  const start = performance.now();
  await import(process.argv[1]);
  process.stdout.write(String(performance.now() - start));
  process.exit();`;

/** The best time of each in a process of its own, in seconds; they take turns. */
function imported(paths: readonly string[]): number[] {
  const best = paths.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, path] of paths.entries()) {
      const words = ['--input-type=module', '-e', MEASURE, `file://${path}`];
      const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
      best[index] = Math.min(best[index]!, Number(stdout) / 1000);
    }
  }
  return best;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const millis = (seconds: number) => `${Math.round(seconds * 1000)} ms`;
