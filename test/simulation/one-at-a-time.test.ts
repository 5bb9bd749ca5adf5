// Work of which one process at a time is at it, and what those leave that die.

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyOne } from '../../simulation/stack/one-at-a-time.ts';

/** Nobody has this one: Linux gives none above 4,194,304. */
const NOBODY = '99999999';

function taken(text?: string): { readonly folder: string; readonly lock: string } {
  const folder = mkdtempSync(join(tmpdir(), 'one-'));
  const lock = join(folder, 'work.lock');
  if (text !== undefined) writeFileSync(lock, text);
  return { folder, lock };
}

/** Nobody waits for a clock: what happens in between is done instead. */
function atOnce(work: () => void, between: (times: number) => void = () => {}): number {
  let times = 0;
  const wait = Atomics.wait;
  Atomics.wait = (() => {
    times += 1;
    between(times);
    return 'timed-out';
  }) as typeof wait;
  try {
    work();
  } finally {
    Atomics.wait = wait;
  }
  return times;
}

test.each([
  ['nobody has taken', undefined, 0],
  ['a process that is gone has taken', NOBODY, 1],
  ['somebody took and died before they said who they are', '', 52],
  ['somebody took and died in the midst of that', 'x', 52],
])('what %s is done, and given back', (_what, text, most) => {
  const { folder, lock } = taken(text);
  let said = '';
  const work = () => {
    said = readFileSync(lock, 'utf8');
  };

  const times = atOnce(() => onlyOne('work', work, folder));

  expect(times).toBe(most);
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

test('who has it is waited for, as soon as they say who they are', () => {
  const { folder, lock } = taken('');
  const says = new Map([
    [40, String(process.ppid)],
    [200, NOBODY],
  ]);

  const times = atOnce(
    () => onlyOne('work', () => {}, folder),
    (at) => {
      const text = says.get(at);
      if (text) writeFileSync(lock, text);
    },
  );

  expect(times).toBe(201);
});
