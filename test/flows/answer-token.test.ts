// The token by which a third party answers: ours, whole, and of one run.

import { isTokenOf, readToken, tokenOf } from '../../flows/tests/answer-token.ts';

const SECRET = 's'.repeat(32);
const MEANT = { release: 'shop-1', wave: 0, test: 'third', run: 'https:1', until: 7 };
const token = tokenOf(SECRET, MEANT);
const [text = '', mac = ''] = token.split('.');

test('a token says what it is of, and is ours', () => {
  expect(readToken(token)).toEqual(MEANT);
  expect(isTokenOf(SECRET, token)).toBe(true);
});

test.each([
  ['with more after it', `${token}.more`],
  ['with nothing after another point', `${token}.`],
  ['without its signature', text],
  ['with an empty signature', `${text}.`],
  ['of another text', `${text}A.${mac}`],
  ['of a signature that is cut', `${text}.${mac.slice(0, -1)}`],
  ['signed with another secret', tokenOf('t'.repeat(32), MEANT)],
])('a token %s is not', (_, forged) => {
  expect(isTokenOf(SECRET, forged)).toBe(false);
});

test.each([
  ['', 'nothing'],
  ['e30.x', 'an object of nothing'],
  ['AAAA.x', 'no JSON'],
  [tokenOf(SECRET, { ...MEANT, wave: -1 }), 'a wave that there is not'],
  [tokenOf(SECRET, { ...MEANT, more: 1 } as never), 'more than there may be'],
])('%j, %s, says nothing', (given) => {
  expect(readToken(given)).toBeUndefined();
});
