// What a target of a state machine may say, and how what its alias has is held against the ledger.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { compared } from '../../core/truth.ts';
import { oneTarget } from '../paths/pipelines.ts';

const parsed = (deploys: string) =>
  parsePipeline(
    oneTarget({
      of: `{ name: live, account: "111122223333", region: us-east-1, ${deploys}, alarms: [errors] }`,
    }),
    'tidegate.yml',
  );
const shop = 'machine: { name: shop, alias: live }';

test.each([
  [shop, /machine to have a strategy/],
  [`${shop}, strategy: rolling`, /no tasks to replace/],
  [`${shop}, strategy: { canary: { percent: 2.5, after: 5m } }`, /whole per cents.*got 2.5/],
  ['machine: { name: shop, alias: "7" }, strategy: canary', /not digits alone/],
  ['machine: { name: "arn:aws:states", alias: live }, strategy: canary', /not its ARN/],
  [`${shop}, stack: { name: shop }`, /exactly one of/],
])('%s is refused', (deploys, words) => {
  expect(() => parsed(deploys)).toThrow(words);
});

const revision = {
  ...{ digest: 'sha256:a', templates: { 'shop.json': 'sha256:of-one' }, commit: 'c' },
  artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
  build: { arn: 'a', number: 1, startedAt: '2026-11-23T09:00:00.000Z' },
};
const expected = {
  ...{ release: 'r', revision, functionVersion: '3', at: '2026-11-23T09:00:00.000Z', copies: [] },
  setting: 'set',
};
const alias = {
  kind: 'alias',
  version: '3',
  weights: {},
  setting: 'set',
  path: 'shop.json',
} as const;

test.each([
  ['its own definition', { ...alias, digest: 'sha256:of-one' }, 'same'],
  ['another definition', { ...alias, digest: 'sha256:of-two' }, 'other'],
  ['one that nobody has pinned', { ...alias, path: 'else.json', digest: 'sha256:any' }, 'same'],
  ['another version', { ...alias, version: '4' }, 'other'],
])('an alias whose version has %s', (_, truth, is) => {
  expect(compared(truth, expected).is).toBe(is);
});
