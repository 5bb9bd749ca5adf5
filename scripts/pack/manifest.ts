// package.json as it is published: for people who run Tidegate, not for those who work on it.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { BESIDE, BESIDE_TYPES } from './bundle.ts';

const MANIFEST = 'package.json';
const ASIDE = '.package.json';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** All is in the bundle, save what is packed beside it: nothing is fetched when it is installed. */
function published(manifest: Manifest): object {
  const { scripts, workspaces, devDependencies, allowScripts, ...kept } = manifest;
  const beside = [...BESIDE, ...BESIDE_TYPES];
  const construct = './dist/cdk/tidegate-pipeline';
  return {
    ...kept,
    exports: { './cdk': { types: `${construct}.d.ts`, default: `${construct}.js` } },
    dependencies: Object.fromEntries(beside.map((name) => [name, versionOf(name)])),
    bundleDependencies: beside,
  };
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    version: string;
  };
  return version;
}

/** Until `putBack`, package.json is the published one: `npm pack` knows no other way. */
export function putPublished(): void {
  const text = readFileSync(MANIFEST, 'utf8');
  if (!existsSync(ASIDE)) writeFileSync(ASIDE, text);
  const manifest = JSON.parse(readFileSync(ASIDE, 'utf8')) as Manifest;
  writeFileSync(MANIFEST, `${JSON.stringify(published(manifest), null, 2)}\n`);
}

export function putBack(): void {
  if (existsSync(ASIDE)) renameSync(ASIDE, MANIFEST);
}
