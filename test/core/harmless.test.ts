import { harmless, harmlessJson, harmlessLine } from '../../core/harmless.ts';

test.each([
  ['an escape code', 'red\u001b[31m', 'red\\u{1b}[31m'],
  ['a control code of eight bits', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
  ['a newline, a return, a tab', 'a\nb\rc\td', 'a\\nb\\rc\\td'],
  ['a line separator', 'a\u2028b\u2029c\u0085d', 'a\\u{2028}b\\u{2029}c\\u{85}d'],
  ['what turns the direction', 'a\u202eb\u2066c\u061cd', 'a\\u{202e}b\\u{2066}c\\u{61c}d'],
  ['what has no width', 'a\u200bb\ufeffc\u00add\u2060e', 'a\\u{200b}b\\u{feff}c\\u{ad}d\\u{2060}e'],
  ['a tag that nobody sees', 'a\u{e0041}b', 'a\\u{e0041}b'],
  ['a letter that looks like nothing', 'a\u3164b\u2800c', 'a\\u{3164}b\\u{2800}c'],
  ['half of a character', 'a\ud800b', 'a\\u{d800}b'],
  ['a selector that hides data', 'a\u{e0101}b\ufe01c', 'a\\u{e0101}b\\u{fe01}c'],
])('%s is shown as its code', (_, text, shown) => {
  expect(harmless(text)).toBe(shown);
  expect(harmlessJson(text)).toMatch(/^[ -~]+$/);
  expect(JSON.parse(harmlessJson({ text }))).toEqual({ text });
});

test.each(['née', '日本語', 'שלום', '⚠️ hold', '🙂', 'a  b', '\\n', '“quoted”'])(
  'what is only read stays as it is: %s',
  (text) => {
    expect(harmless(text)).toBe(text);
    expect(harmlessJson(text)).toBe(JSON.stringify(text));
  },
);

test.each([
  ['::error::no', '\\u{3a}:error::no'],
  ['  ::add-mask::a', '  \\u{3a}:add-mask::a'],
  ['a ##[group]b', 'a ##\\u{5b}group]b'],
  ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a'],
])('a line is no command to a runner: %s', (line, shown) => {
  expect(harmlessLine(line)).toBe(shown);
});

test('nor is JSON', () => {
  expect(harmlessJson({ a: '##[group]b' })).not.toContain('##[');
});
