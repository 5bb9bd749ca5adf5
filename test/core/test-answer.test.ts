// What a test says itself: anybody's text.

import { testAnswerOf } from '../../core/test-answer.ts';

test.each([
  ['{"status":"passed"}', { status: 'passed' }],
  ['{"status":"failed","message":"2 of 9"}', { status: 'failed', message: '2 of 9' }],
  [
    '{"status":"passed","link":"https://ci.example.com/7","took":3}',
    { status: 'passed', link: 'https://ci.example.com/7' },
  ],
  [
    '{"status":"failed","message":"a\\u001b[2Jb\\nc"}',
    { status: 'failed', message: 'a\\u{1b}[2Jb\\nc' },
  ],
  ['{"status":"passed","message":{"a":1},"link":7}', { status: 'passed' }],
])('%s says what it says, made harmless', (text, said) => {
  expect(testAnswerOf(text)).toEqual(said);
});

test.each([
  ['javascript:alert(1)'],
  ['http://ci.example.com/7'],
  ['https://ada:secret@ci.example.com/7'],
  ['https://ada@ci.example.com/7'],
  ['https://:secret@ci.example.com/7'],
  // Short as it came, and long as an address.
  [`https://ci.example.com/${'é'.repeat(400)}`],
  [`https://ci.example.com/${'7'.repeat(1_000)}`],
  ['//ci.example.com'],
])('a link to %s is left out, and the word counts', (link) => {
  expect(testAnswerOf(JSON.stringify({ status: 'passed', link }))).toEqual({ status: 'passed' });
});

test('a long message is cut', () => {
  const said = testAnswerOf(JSON.stringify({ status: 'failed', message: 'é'.repeat(5_000) }));

  expect(said?.message).toBe('é'.repeat(300));
});

test.each([
  [''],
  ['null'],
  ['{"stat'],
  ['"passed"'],
  ['[{"status":"passed"}]'],
  ['{"status":"PASSED"}'],
  ['{"status":true}'],
  ['{"__proto__":{"status":"passed"}}'],
  [`{"status":"passed","more":"${'x'.repeat(8_000)}"}`],
])('%p says nothing', (text) => {
  expect(testAnswerOf(text)).toBeUndefined();
});
