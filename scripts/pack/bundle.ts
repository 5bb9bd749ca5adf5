// The command line as plain JavaScript: Node refuses to strip types in node_modules, and one file starts
// sooner than 400.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Loaded piece by piece at run time: they are packed beside the bundle, with what they need. */
export const BESIDE = ['dynalite', 'jsonata'];
/** What the construct's types speak of. */
export const BESIDE_TYPES = ['zod'];
/** An app's own, which the construct takes as they are there. */
const OF_THE_APP = ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'];
const CONSTRUCT = 'cdk/tidegate-pipeline.ts';

/** Verbs, and the functions that a simulated AWS runs, share what they have in common, and load the rest when used. */
export async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: ['cli/tidegate.ts', CONSTRUCT, ...globSync('functions/*.ts')],
    outdir: folder,
    outbase: '.',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Modules can be left out in part, and CommonJS cannot.
    mainFields: ['module', 'main'],
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    chunkNames: 'chunk-[hash]',
    external: [...BESIDE, ...OF_THE_APP],
    inject: ['cli/older-node.ts'],
    // What is CommonJS among the bundled asks for Node's own modules.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  // A service's model, and what is changed in JSONata, are read beside the chunk that reads them.
  for (const model of globSync('packages/embedded-aws/models/*.json'))
    copyFileSync(model, join(folder, basename(model)));
  cpSync('packages/embedded-aws/engine/jsonata/patches', join(folder, 'patches'), {
    recursive: true,
  });
}

/** The construct's types, where what they speak of is installed: `npm ci --prefix cdk`. */
export function declareConstruct(): void {
  if (!existsSync('cdk/node_modules/aws-cdk-lib')) {
    process.stderr.write(
      'The construct is packed without types: npm ci --prefix cdk, for those.\n',
    );
    return;
  }
  const compiler = 'node_modules/typescript/bin/tsc';
  execFileSync(process.execPath, [compiler, '-p', 'cdk/tsconfig.pack.json'], { stdio: 'inherit' });
}
