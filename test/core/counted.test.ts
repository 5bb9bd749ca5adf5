// What nobody foresaw is counted under a word, by every function.

import * as z from 'zod';
import { unforeseenWord } from '../../core/counted.ts';
import { Failure } from '../../core/failure.ts';
import type { Ports } from '../../flows/ports.ts';
import { task } from '../../functions/task.ts';
import { adapters } from '../aws/played.ts';

const context = { getRemainingTimeInMillis: () => 60_000 } as never;

test.each([
  [new TypeError('a defect'), 'Defect'],
  [new Failure('WrongInput', 'no'), 'WrongInput'],
  [new Failure('Missing', 'no'), 'Missing'],
  [new Failure('Unreadable', 'no'), 'Unreadable'],
  [new Failure('NotReady', 'no'), undefined],
  [new Failure('ServiceFailed', 'no'), undefined],
])('%s is counted as %s, and fails the function', async (thrown, word) => {
  const counted: unknown[][] = [];
  const { ports: bare } = adapters();
  const ports: Ports = { ...bare, count: (...count) => void counted.push(count) };
  const failing = task(z.unknown(), () => Promise.reject(thrown)).on(ports);

  await expect(failing({}, context)).rejects.toBe(thrown);

  expect(unforeseenWord(thrown)).toBe(word);
  expect(counted).toEqual(word === undefined ? [] : [['Unforeseen', word]]);
});
