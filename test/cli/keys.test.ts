// What a person types while a release plays.

import { EventEmitter } from 'node:events';
import { listenToKeys } from '../../cli/keys.ts';
import { tempo } from '../../cli/terminal/tempo.ts';

function keyboard({ isTTY = true } = {}) {
  const raw: boolean[] = [];
  const typing = new EventEmitter();
  return Object.assign(typing, {
    isTTY,
    raw,
    setRawMode: (on: boolean) => raw.push(on),
    pause() {},
    resume() {},
  });
}

test('each key does its own, several typed at once too, until nobody listens', () => {
  const done: string[] = [];
  const board = keyboard();
  const stop = listenToKeys(
    board,
    [
      { keys: [' '], help: 'space pauses', run: () => done.push('pause') },
      { keys: ['+', '='], help: '+ faster', run: () => done.push('faster') },
    ],
    () => done.push('leave'),
  );

  board.emit('data', ' =x+');
  board.emit('data', '\u0003');
  stop();
  board.emit('data', ' ');

  expect(done).toEqual(['pause', 'faster', 'faster', 'leave']);
  expect(board.raw).toEqual([true, false]);
});

test('where there is no keyboard nothing is listened to', () => {
  const board = keyboard({ isTTY: false });

  listenToKeys(board, [], () => {})();

  expect(board.raw).toEqual([]);
});

test('a tempo is faster, slower, as planned, or none', () => {
  const { of, text, ...keys } = tempo();
  const told: [number, string][] = [];
  const tell = () => told.push([of(10), text()]);

  tell();
  keys.faster();
  keys.faster();
  tell();
  keys.togglePause();
  tell();
  keys.togglePause();
  tell();
  for (let times = 0; times < 3; times += 1) keys.slower();
  tell();
  keys.togglePause();
  keys.faster();
  tell();

  expect(told).toEqual([
    [10, ''],
    [40, '4x'],
    [0, 'paused'],
    [40, '4x'],
    [5, '1/2x'],
    [10, ''],
  ]);
});
