// The command line as plain JavaScript: Node refuses to strip types in node_modules, and one file starts
// sooner than 400.

import { copyFileSync, cpSync, globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Loaded piece by piece at run time: they are packed beside the bundle, with what they need. */
export const BESIDE = ['dynalite', 'jsonata'];

/** Verbs, and the functions that a simulated AWS runs, share what they have in common, and load the rest when used. */
export async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: ['cli/tidegate.ts', ...globSync('functions/*.ts')],
    outdir: folder,
    outbase: '.',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    chunkNames: 'chunk-[hash]',
    external: BESIDE,
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
