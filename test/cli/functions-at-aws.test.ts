// Functions, as they stand in a simulated account: lint says which do not take what their targets say.

import { accountLookedAt } from './account-looked-at.ts';

const target = (name: string, more = '') =>
  `{ name: ${name}, account: "111122223333", region: us-east-1, lambda: { function: ${name}, alias: live${more} }, strategy: canary, alarms: [${name}-errors] }`;
const IMAGE = ', image: app';
const { looked, close } = await accountLookedAt(
  `${target('archived')}, ${target('imaged', IMAGE)}`,
);

afterAll(close);

test('functions that take what their targets say are nothing to tell of', async () => {
  const { printed } = await looked(`${target('archived')}, ${target('imaged', IMAGE)}`);

  expect(printed).not.toMatch(/package type/);
});

test.each([
  [target('archived', IMAGE), 'expected function archived to be of package type Image'],
  [target('imaged'), 'expected image to say which image function imaged gets'],
])('where %s is not what the function is, it is refused where it is written', async (of, said) => {
  const { code, printed } = await looked(of);

  expect(code).toBe(2);
  expect(printed).toMatch(new RegExp(`looked\\.yml:\\d+:\\d+: ${said}`));
});
