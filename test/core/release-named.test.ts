import { type Known, releasesNamed } from '../../core/release-named.ts';

const COMMIT = '4f1d2c3aa0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5';

const release = (
  pipeline: string,
  number: number,
  attempt: number,
  more: Partial<Known> = {},
): Known => ({
  id: `${pipeline}-${String(number).padStart(12, '0')}-${attempt}`,
  pipeline,
  attempt,
  revision: {
    commit: number === 413 ? COMMIT : `${number}`.padStart(40, 'a'),
    build: {
      arn: `arn:aws:codebuild:us-east-1:111122223333:build/${pipeline}:u-${number}`,
      number,
      startedAt: '2026-11-29T09:00:00.000Z',
    },
  },
  execution: `arn:aws:states:us-east-1:111122223333:execution:tidegate-release-prod:${pipeline}-${number}-${attempt}`,
  startedAt: `2026-11-29T09:${String(number - 400)}:0${attempt}.000Z`,
  ...more,
});

const all = [
  release('shop', 412, 1),
  release('shop', 413, 1),
  release('shop', 413, 2),
  release('basket', 413, 1, { startedAt: '2026-11-29T09:13:00.000Z' }),
];
const [shop412, shop413, again, basket413] = all as [Known, Known, Known, Known];

test.each<[string, string, readonly Known[]]>([
  ['its id', shop413.id, [shop413]],
  ['its execution', shop413.execution, [shop413]],
  ['the name of its execution', 'shop-412-1', [shop412]],
  ['a build number', '412', [shop412]],
  ['a build number with its sign', '#412', [shop412]],
  ['a number that two pipelines have built', '413', [again, basket413]],
  ['seven digits of a commit', '4f1d2c3', [again, basket413]],
  ['a commit in capitals', COMMIT.toUpperCase(), [again, basket413]],
  ['the ARN of a build', shop412.revision.build.arn, [shop412]],
  ['the id of a build', 'shop:u-413', [again]],
  ['six digits of a commit', '4f1d2c', []],
  ['a number that only begins so', '41', []],
  ['nothing', '', []],
])('%s means a release', (_, named, meant) => {
  expect(releasesNamed(named, all)).toEqual(meant);
});

test('the latest is the last that began, of each pipeline', () => {
  expect(releasesNamed('latest', all)).toEqual([again, basket413]);
});
