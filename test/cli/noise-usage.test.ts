// What `tidegate noise` refuses before it asks anybody.

import { tell } from './run-words.ts';

test.each([
  ['accept', [], 'got no pipeline'],
  ['accept', ['shop'], 'got no alarm'],
  ['accept', ['shop', 'shop-errors'], 'expected --reason'],
  ['accept', ['shop', 'shop-errors', '--reason', 'x'], 'expected --until'],
  ['withdraw', ['shop', 'shop-errors'], 'expected --reason'],
  ['list', ['shop', 'shop-errors'], 'got shop-errors besides'],
  ['forget', ['shop'], 'expected list, accept or withdraw, got forget'],
])('noise %s %j says what was expected', async (action, words, problem) => {
  const { code, stderr } = await tell('noise', action, ...words);

  expect(code).toBe(2);
  expect(stderr).toContain(problem);
});
