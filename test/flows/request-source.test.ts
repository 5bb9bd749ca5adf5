// What a signed request for images is pinned to.

import type { KeptRequest } from '../../core/admission/request.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { buildOf } from '../../flows/sources/kept-request.ts';
import { requestSource } from '../../flows/sources/request-source.ts';
import { adapters, home } from '../aws/played.ts';
import { oneTarget } from '../paths/pipelines.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/shop@${digest}`;
const pipeline = parsePipeline(
  oneTarget().replace('{ project: shop-build }', '{ event: true, branches: [main] }'),
  'shop.yml',
);
const AT = '2026-11-20T09:00:00Z';
const asked: KeptRequest = {
  request: {
    ...{ pipeline: 'shop', branch: 'main', commit: 'c0ffee'.padEnd(40, '0'), actor: 'ada' },
    ...{ nonce: 'a-nonce-of-its-own', issued: AT, expires: '2026-11-20T09:10:00Z' },
    images: { '*': image },
  },
  ...{ text: 'its digest', event: 'its id', at: AT },
};

test('images that are there are pinned as they were signed, and one that is not is refused', async () => {
  const { aws, ports, run } = adapters();
  const pin = () => run(() => requestSource.pin(ports, pipeline, buildOf(asked)));

  expect(await pin()).toMatchObject({
    name: 'Refused',
    message: `expected image ${image} to be there, got none: push it first`,
  });
  aws.ecr.push(home, 'shop', '41', digest);
  expect(await pin()).toEqual({ digest, images: { '*': image } });
});
