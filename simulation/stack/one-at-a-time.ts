// Work that several processes of this repository must not do side by side.

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './root.ts';

const AGAIN_MILLIS = 200;
/** Ten seconds. A file that names nobody for so long was left by a process that died before it said who it was. */
const MOST_UNNAMED = 50;

/** Waits until no other process is at it. One that died at it no longer counts. */
export function onlyOne(
  name: string,
  work: () => void,
  folder = join(repositoryRoot, 'node_modules', '.cache', 'tidegate'),
): void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, `${name}.lock`);
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  let unnamed = 0;
  while (!take(lock, unnamed > MOST_UNNAMED)) {
    unnamed = holderOf(lock) === undefined ? unnamed + 1 : 0;
    Atomics.wait(nobody, 0, 0, AGAIN_MILLIS);
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What is linked bears its name from its first moment on. */
function take(lock: string, isUnnamed: boolean): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(lock);
    if (holder === undefined ? isUnnamed : !isAlive(holder)) putAside(lock, holder, `${own}.left`);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Another process may have done so and taken it since: then it is given back to that. */
function putAside(lock: string, holder: number | undefined, aside: string): void {
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== holder) linkSync(aside, lock);
  } catch {
    // Somebody else has been here.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Nobody where it says nothing, or was given back meanwhile. */
function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
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
