// `prepack` and `postpack` of each package: `npm pack -w packages/judge` packs JavaScript and its types.
//
// Here everything runs from its TypeScript. Node refuses to strip types below node_modules, so an archive holds what
// the compiler makes of it, and its package.json leads there. Run in the package's folder; see docs/decisions.

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly scripts?: unknown;
  readonly devDependencies?: unknown;
}

const MANIFEST = 'package.json';
/** The manifest of the tree, while that of the archive is in its place. */
const KEPT = '.package.json';
const BUILT = 'dist';
const ROOT = resolve(import.meta.dirname, '..');

const step = process.argv[2];
if (step === 'build') build();
else if (step === 'restore') restore();
else throw new Error(`Expected build or restore, got ${step ?? 'nothing'}.`);

function build(): void {
  restore();
  compile();
  // What the compiler leaves behind: data that is read beside the code, and the licence of what is patched.
  for (const file of globSync('**/{*.json,*.patch,LICENSE}', {
    exclude: ['test/**', `${BUILT}/**`, 'node_modules/**'],
  })) {
    if (dirname(file) === '.') continue;
    mkdirSync(join(BUILT, dirname(file)), { recursive: true });
    copyFileSync(file, join(BUILT, file));
  }
  copyFileSync(join(ROOT, 'LICENSE'), 'LICENSE');
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  renameSync(MANIFEST, KEPT);
  writeFileSync(MANIFEST, `${JSON.stringify(packed(manifest), null, 2)}\n`);
}

/** Also when a build before was cut short. What was built would be taken for sources by whatever looks at all files. */
function restore(): void {
  rmSync(BUILT, { recursive: true, force: true });
  if (!existsSync(KEPT)) return;
  renameSync(KEPT, MANIFEST);
  rmSync('LICENSE', { force: true });
}

function compile(): void {
  const compiler = join(ROOT, 'node_modules', '.bin', 'tsc');
  execFileSync(compiler, ['-p', 'tsconfig.json', '--outDir', BUILT], { stdio: 'inherit' });
}

/** The same package, whose exports are what was built. */
function packed({ exports, scripts: _, devDependencies: __, ...rest }: Manifest): object {
  const built = Object.entries(exports).map(([name, file]) => {
    const path = `./${BUILT}/${file.slice(2, -'.ts'.length)}`;
    return [name, { types: `${path}.d.ts`, default: `${path}.js` }];
  });
  return { ...rest, exports: Object.fromEntries(built) };
}
