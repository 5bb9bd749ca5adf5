// What a revision brings to a function, and what its alias was found to run, held against that.

import type { AliasTruth, Expected } from '../../core/found-truth.ts';
import { codeDigestOf, imageIn } from '../../core/function-code.ts';
import { compared } from '../../core/truth.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const at = (region: string, digest = A) =>
  `111122223333.dkr.ecr.${region}.amazonaws.com/shop@${digest}`;

test.each([
  [{ receipts: at('eu-west-1') }, 'us-east-1', at('us-east-1')],
  [{ receipts: at('eu-west-1') }, 'eu-west-1', at('eu-west-1')],
  [{ '*': at('eu-west-1') }, 'us-east-1', at('us-east-1')],
  [{ '*': at('us-east-1', B), receipts: at('us-east-1') }, 'us-east-1', at('us-east-1')],
  [{ app: at('eu-west-1') }, 'us-east-1', undefined],
  [{ receipts: 'public.ecr.aws/shop@sha256:1' }, 'us-east-1', 'public.ecr.aws/shop@sha256:1'],
  [undefined, 'us-east-1', undefined],
] as const)('of %j the image receipts is pulled in %s as %s', (images, region, expected) => {
  expect(imageIn('receipts', { ...(images && { images }) }, region)).toBe(expected);
});

test.each([
  [undefined, 'sha256:zip'],
  ['receipts', A],
  ['app', B],
  ['none', undefined],
])('of a function with the image %s the code has the digest %s', (image, expected) => {
  const images = { receipts: at('eu-west-1'), app: at('eu-west-1', B) };

  expect(codeDigestOf(image, { digest: 'sha256:zip', images })).toBe(expected);
});

const expected = {
  release: '7',
  revision: {
    digest: 'sha256:zip',
    artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
    images: { receipts: at('eu-west-1') },
    commit: 'abcdef012345',
    build: { arn: 'arn', number: 7, startedAt: '2026-01-01T00:00:00.000Z' },
  },
  functionVersion: '5',
  setting: 'own',
  at: '2026-01-01T00:00:00.000Z',
  copies: [],
} satisfies Expected;

test.each([
  ['receipts', A, 'same', ''],
  ['receipts', B, 'other', 'not the image receipts of #7'],
  // The archive that said the image is none.
  ['receipts', 'sha256:zip', 'other', 'not the image receipts of #7'],
  [undefined, A, 'other', 'not the bytes of #7'],
] as const)('an alias of image %s whose version has %s runs the %s', (image, digest, is, text) => {
  const truth: AliasTruth = {
    kind: 'alias',
    version: '5',
    digest,
    ...(image && { image }),
    weights: {},
    setting: 'own',
  };

  expect(compared(truth, expected)).toMatchObject(
    is === 'same' ? { is } : { is, text: expect.stringContaining(text) },
  );
});
