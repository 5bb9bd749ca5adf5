// Work that several processes of this repository must not do side by side.

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './root.ts';

const AGAIN_MILLIS = 200;

/** Waits until no other process is at it. One that died at it no longer counts. */
export function onlyOne(name: string, work: () => void): void {
  const folder = join(repositoryRoot, 'node_modules', '.cache', 'tidegate');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, `${name}.lock`);
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  while (!take(lock)) Atomics.wait(nobody, 0, 0, AGAIN_MILLIS);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isAlive(holderOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

/** One that has just taken it may not have said yet who it is. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return true;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
