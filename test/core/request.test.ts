// A request for a release: which text is one, and when it holds.

import { againstTimes, LONGEST_REQUEST, requestIn } from '../../core/admission/request.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const good = {
  pipeline: 'checkout',
  branch: 'main',
  commit: 'c0ffee'.padEnd(40, '0'),
  artifact: { bucket: 'artifacts', key: 'checkout.zip', version: 'v1', digest },
  actor: 'ada',
  nonce: '0d7a8a52-1111-4222-8333-444455556666',
  issued: '2026-11-23T09:00:00Z',
  expires: '2026-11-23T09:10:00Z',
};
const { artifact, ...bare } = good;
const images = { '*': `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@${digest}` };

test('a package and images are asked for', () => {
  const read = [good, { ...bare, images }].map((it) => requestIn(JSON.stringify(it)));

  expect(read).toEqual([{ request: good }, { request: { ...bare, images } }]);
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['a word that nobody knows', { ...good, admit: true }],
  ['both', { ...good, images }],
  ['neither', bare],
  ['an image by its tag', { ...bare, images: { '*': 'x.dkr.ecr/shop:main' } }],
  ['no images', { ...bare, images: {} }],
  ['branch and tag', { ...good, tag: 'v1' }],
  ['a short commit', { ...good, commit: 'c0ffee' }],
  ['a short nonce', { ...good, nonce: '1' }],
  ['an actor of two lines', { ...good, actor: 'ada\nroot' }],
  ['a time without a zone', { ...good, issued: '2026-11-23 09:00' }],
  ['another account’s path', { ...good, artifact: { ...artifact, bucket: '../x' } }],
  ['what is too long', JSON.stringify(good).padEnd(LONGEST_REQUEST + 1)],
])('%s is no request', (_what, it) => {
  const read = requestIn(typeof it === 'string' ? it : JSON.stringify(it));

  expect(read).toEqual({ problem: expect.stringMatching(/^expected/) });
});

test.each([
  ['09:00:00', '09:10:00', '09:05', undefined],
  ['09:00:00', '09:10:00', '09:10', /^it has expired/],
  ['09:10:00', '09:20:00', '09:05', /^it is of the future/],
  ['09:01:00', '09:20:00', '09:00', undefined],
  ['09:00:00', '11:00:00', '09:05', /at most an hour/],
])('issued %s, expires %s, now %s: %s', (issued, expires, now, why) => {
  const at = (time: string) => `2026-11-23T${time}Z`;
  const against = againstTimes(
    { issued: at(issued), expires: at(expires) },
    new Date(at(`${now}:00`)),
  );

  if (why === undefined) expect(against).toBeUndefined();
  else expect(against).toMatch(why);
});
