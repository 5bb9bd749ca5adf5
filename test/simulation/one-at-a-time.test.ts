// Work of which one process at a time is at it, and what those leave that die.

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyOne } from '../../simulation/stack/one-at-a-time.ts';

/** Nobody has this one: Linux gives none above 4,194,304. */
const NOBODY = '99999999';

function taken(text?: string, secondsAgo = 0): { readonly folder: string; readonly lock: string } {
  const folder = mkdtempSync(join(tmpdir(), 'one-'));
  const lock = join(folder, 'work.lock');
  if (text !== undefined) {
    writeFileSync(lock, text);
    const at = Date.now() / 1000 - secondsAgo;
    utimesSync(lock, at, at);
  }
  return { folder, lock };
}

test.each([
  ['nobody has taken', undefined, 0],
  ['a process that is gone has taken', NOBODY, 0],
  ['somebody took and died before they said who they are', '', 11],
  ['somebody took and died in the midst of that', 'x', 11],
])('what %s is done, and given back', (_what, text, secondsAgo) => {
  const { folder, lock } = taken(text, secondsAgo);
  let said = '';

  onlyOne(
    'work',
    () => {
      said = readFileSync(lock, 'utf8');
    },
    folder,
  );

  expect(said).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual([]);
});

test('it is given back though the work fails', () => {
  const { folder, lock } = taken();
  const fails = () => {
    throw new Error('no');
  };

  expect(() => onlyOne('work', fails, folder)).toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('who has just taken it is waited for, named or not', () => {
  const { folder, lock } = taken('', 9);
  let waited = 0;
  const wait = Atomics.wait;
  Atomics.wait = ((...asked: Parameters<typeof wait>) => {
    waited += 1;
    if (waited === 2) writeFileSync(lock, String(process.ppid));
    if (waited === 4) writeFileSync(lock, NOBODY);
    return wait(asked[0], asked[1], asked[2], 0);
  }) as typeof wait;
  try {
    onlyOne('work', () => {}, folder);
  } finally {
    Atomics.wait = wait;
  }

  expect(waited).toBeGreaterThanOrEqual(4);
});
