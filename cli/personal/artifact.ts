// What a team's own build has made here: an archive, or a folder that is packed as one.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { zipFiles } from '../../aws/zip-files.ts';
import { Failure } from '../../core/failure.ts';
import { refuseUsage } from '../usage.ts';
import { zipFolder } from './zip-folder.ts';

export interface Built {
  readonly part: string | undefined;
  readonly path: string;
  readonly bytes: Buffer;
  /** `sha256:…`, as a revision has it. */
  readonly digest: string;
}

/** Lambda takes no larger archive, nor more than this of what is in it. */
const MOST_BYTES = 52_428_800;
const MOST_UNPACKED = 262_144_000;

/** One path, or one for each part: `--artifact dist/` and `--artifact api=dist/api.zip --artifact web=dist/web`. */
export function pathsIn(
  said: readonly string[],
  parts: readonly (string | undefined)[],
): { readonly part: string | undefined; readonly path: string }[] {
  const names = parts.filter((part) => part !== undefined);
  const split = said.map((each) => {
    const [, part, path] = /^([a-z][a-z0-9-]*)=(.+)$/s.exec(each) ?? [];
    return part !== undefined && names.includes(part)
      ? { part, path: path ?? '' }
      : { part: undefined, path: each };
  });
  if (parts.length === 1) {
    const [one, ...more] = split;
    if (one === undefined || more.length > 0)
      throw refuseUsage(
        `expected --artifact with what your build makes, an archive (.zip) or a folder, got ${said.length === 0 ? 'none' : said.length}`,
      );
    return [{ part: parts[0], path: one.path }];
  }
  return names.map((part) => {
    const own = split.filter((each) => each.part === part);
    if (own.length === 1 && own[0] && split.length === names.length) return own[0];
    throw refuseUsage(
      `expected an --artifact for each of ${names.join(' and ')}, such as --artifact ${part}=dist/${part}.zip, got ${said.join(', ') || 'none'}`,
    );
  });
}

/** Throws `Refused` where there is nothing that a function could run. */
export function readBuilt({ part, path }: Pick<Built, 'part' | 'path'>): Built {
  const found = statSync(path, { throwIfNoEntry: false });
  const expected = `expected what your build makes at ${path}, an archive (.zip) or a folder`;
  if (found === undefined)
    throw new Failure('Refused', `${expected}, got nothing of that name: build it first`);
  const bytes = found.isDirectory() ? zipFolder(path) : readFileSync(path);
  if (bytes.length > MOST_BYTES)
    throw new Failure(
      'Refused',
      `${expected} of at most ${MOST_BYTES} bytes, as Lambda takes it, got ${bytes.length}`,
    );
  const files = zipFiles(bytes, MOST_UNPACKED);
  if (files === undefined || files.length === 0)
    throw new Failure(
      'Refused',
      `${expected} with files in it, got ${found.isDirectory() ? 'an empty folder' : 'one that cannot be read as a zip archive, or is empty'}`,
    );
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { part, path, bytes, digest };
}
