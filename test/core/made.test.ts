// What a source has that is no project of CodeBuild: whether it is a release, and what it is called.

import { admissionOfMade, commitIn, nameOfImage } from '../../core/admission/made.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';

const digest = `sha256:${'4f1d2a7'.padEnd(64, '0')}`;
const ecr = { ecr: { repository: 'shop', tags: ['v*', 'main'] } };
const image = (...tags: string[]) =>
  ({ kind: 'image', image: `x/shop@${digest}`, digest, tags }) as const;

test.each([
  [['main'], 'admitted'],
  [['latest', 'v1.4'], 'admitted'],
  [['mainly'], 'it is tagged mainly, and releases are of tags v*, main'],
  [[], 'it has no tag, and releases are of tags v*, main'],
])('an image with tags %j: %s', (tags, expected) => {
  const admission = admissionOfMade(image(...tags), ecr);

  expect(admission.admitted ? 'admitted' : admission.reason).toBe(expected);
});

test('an image is called by the tag that makes it a release, and by its digest', () => {
  const names = [image('latest', 'v1.4'), image('try'), image()].map((it) => nameOfImage(it, ecr));

  expect(names).toEqual(['v1.4@4f1d2a7', 'try@4f1d2a7', '@4f1d2a7']);
});

test('a tag that is a whole commit tells it', () => {
  const commit = 'c0ffee'.padEnd(40, '0');

  expect([['main', commit], [`sha-${commit}`], ['c0ffee']].map(commitIn)).toEqual([
    commit,
    commit,
    '',
  ]);
});

const pipeline = (source: string, target: string) => `
pipeline: shop
source: ${source}
stages: [{ name: prod, targets: [{ name: t, account: "111122223333", region: eu-west-1, alarms: [a], ${target} }] }]
`;
const SERVICE = 'ecs: { cluster: c, service: s }, strategy: rolling';
const IMAGES = 'ecr: { repository: shop, tags: [main] }';

test.each([
  ['two sources', `{ project: p, ${IMAGES} }`, SERVICE, /exactly one of project, ecr/],
  ['none', '{ account: "111122223333" }', SERVICE, /exactly one of project, ecr/],
  ['branches of images', `{ ${IMAGES}, branches: [main] }`, SERVICE, /branches beside source.proj/],
  [
    'images for an archive',
    `{ ${IMAGES} }`,
    'lambda: { function: f, alias: live }, strategy: canary',
    /to get images/,
  ],
  ['no tags', '{ ecr: { repository: shop, tags: [] } }', SERVICE, /tags/],
  ['a repository in upper case', '{ ecr: { repository: Shop, tags: [a] } }', SERVICE, /lower case/],
])('a source of %s is refused', (_what, source, target, why) => {
  expect(() => parsePipeline(pipeline(source, target), 'f')).toThrow(why);
});

test('images go to services', () => {
  expect(parsePipeline(pipeline(`{ ${IMAGES} }`, SERVICE), 'f').source.project).toBeUndefined();
});
