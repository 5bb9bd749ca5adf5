// The folder of --keep: made, tried once, and held against a second run.

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';

/** As much as a first release writes. */
const PROBE_BYTES = 4 * 1024 * 1024;
const PROBE = '.probe';
const LOCK = 'lock';

/** Throws `Refused`, in words, where the folder is none, cannot be made, or does not take what is written. */
export function makeFolder(given: string): string {
  if (given.trim() === '') throw refused('expected --keep to name a folder, got an empty name');
  const folder = resolve(given);
  try {
    makeEach(folder);
    probe(join(folder, PROBE));
  } catch (cause) {
    throw refused(
      `expected --keep to name a folder that can be written, got ${given}: ${reasonOf(cause)}`,
      cause,
    );
  }
  return folder;
}

/** Each folder of the path, once: where one cannot be made, Node's own recursion tries without end. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return void readdirSync(folder);
  makeEach(dirname(folder));
  mkdirSync(folder);
}

function probe(path: string): void {
  try {
    const file = openSync(path, 'w');
    try {
      if (writeSync(file, Buffer.alloc(PROBE_BYTES)) < PROBE_BYTES) throw new Full();
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(path, { force: true });
  }
}

class Full extends Error {
  readonly code = 'ENOSPC';
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a file stands in its path',
  ENOENT: 'it cannot be made there',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'its disk can only be read',
  ENOSPC: `its disk has less than ${PROBE_BYTES / 1024 / 1024} MB left`,
  EDQUOT: 'your share of its disk is used up',
  ENAMETOOLONG: 'its name is too long',
};

/** What a file system said, in words. */
export function reasonOf(cause: unknown): string {
  const { code = '', message = String(cause) } = cause as { code?: string; message?: string };
  return Object.hasOwn(REASONS, code) ? String(REASONS[code]) : message;
}

/** Two runs in one folder would write over each other. Returns what gives it back. */
export function lockFolder(folder: string, given: string): () => void {
  const path = join(folder, LOCK);
  const holder = Number(readOr(path, 'none'));
  if (Number.isInteger(holder) && holder !== process.pid && isAlive(holder))
    throw refused(
      `expected --keep to name a folder that no other run has, got ${given}, which process ${holder} has`,
    );
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function refused(text: string, cause?: unknown): Failure {
  return new Failure('Refused', text, { cause });
}
