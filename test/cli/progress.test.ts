// How far something long has come is told on a terminal, and nowhere else.

import { progressOn } from '../../cli/terminal/progress.ts';
import { tell } from './run-words.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) > 0 };
}

test('a terminal has one line of it, which is gone in the end', () => {
  const one = terminal(true);
  const progress = progressOn(one as never, 2, 'days played');

  progress.step();
  progress.step();
  progress.end();

  expect(one.written).toEqual([
    '\r\x1b[K0 of 2 days played',
    '\r\x1b[K1 of 2 days played',
    '\r\x1b[K2 of 2 days played',
    '\r\x1b[K',
  ]);
});

test('nothing of it is told where no terminal is', () => {
  const none = terminal(false);
  const progress = progressOn(none as never, 2, 'days played');

  progress.step();
  progress.end();

  expect(none.written).toEqual([]);
});

const faults = ['simulate', 'examples/minimal/tidegate.yml', '--faults', '--seeds', '2', '--json'];

test('bad days say nothing of it in a file, and tell the process that asks by a byte a day', async () => {
  const alone = await tell(...faults);
  process.env.TIDEGATE_TELLS_OF_DAYS = '1';

  const asked = await tell(...faults);

  delete process.env.TIDEGATE_TELLS_OF_DAYS;
  expect(alone.stderr).toBe('');
  expect(asked).toEqual({ ...alone, stderr: '..' });
});
