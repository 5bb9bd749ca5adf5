// Work that several processes of this repository must not do side by side.

import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './root.ts';

const AGAIN_MILLIS = 200;
/** A file that names nobody was left by a process that died as it took it: it takes far less to say who one is. */
const UNNAMED_MILLIS = 10_000;

/** Waits until no other process is at it. One that died at it no longer counts. */
export function onlyOne(
  name: string,
  work: () => void,
  folder = join(repositoryRoot, 'node_modules', '.cache', 'tidegate'),
): void {
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

/** What is linked bears its name from its first moment on. */
function take(lock: string): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isLeft(lock)) putAside(lock, `${own}.left`);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Another process may have done so and taken it since: then it is given back to that. */
function putAside(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
    if (!isLeft(aside)) linkSync(aside, lock);
  } catch {
    // Somebody else has been here.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isLeft(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (Number.isInteger(pid) && pid > 0) return !isAlive(pid);
    return Date.now() - statSync(lock).mtimeMs > UNNAMED_MILLIS;
  } catch {
    // It was given back meanwhile.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's runs, though it may not be asked.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
