// `npm run lock`: gives every package of the lock files the checksum that the registry publishes for it.
//
// npm writes an entry without one where it took the package from a folder that had none; a swapped archive would then
// go unnoticed. See docs/decisions/0013-lock-of-every-platform.md.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** It came in the archive of the package that holds it, under that one’s checksum. */
  readonly inBundle?: boolean;
}

interface Lock {
  readonly packages: Record<string, Entry>;
}

for (const path of ['package-lock.json', 'cdk/package-lock.json']) fill(path);

function fill(path: string): void {
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (!place.includes('node_modules/') || entry.link || entry.inBundle || entry.integrity)
      continue;
    const name = entry.name ?? place.replace(/^.*node_modules\//, '');
    lock.packages[place] = withChecksum(entry, published(`${name}@${entry.version}`));
    console.error(`${path}: ${name}@${entry.version}`);
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}

function published(spec: string): string {
  const text = execFileSync('npm', ['view', spec, 'dist.integrity', '--json'], {
    encoding: 'utf8',
  });
  const integrity: unknown = text.trim() === '' ? undefined : JSON.parse(text);
  if (typeof integrity === 'string') return integrity;
  throw new Error(
    `Expected the registry to publish a checksum of ${spec}, got ${text.trim() || 'nothing'}. Lock another version.`,
  );
}

/** Where npm itself writes it: behind the version. */
function withChecksum({ name, version, ...rest }: Entry, integrity: string): Entry {
  return { ...(name && { name }), ...(version && { version }), integrity, ...rest };
}
