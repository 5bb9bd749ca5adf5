// The rule on whether what is written of a source can be told of its builds.

import { broken, changed, goodService } from './service.ts';

const project = 'project: shop-build';

test.each([
  ['branches', 'branches: [main]', /tell its branch/],
  ['paths', 'paths: ["src/**"]', /tell its changed paths/],
])('where %s are named, that builds tell them is advised', (key, written, said) => {
  const found = broken(changed([project, `${project}, ${written}`]));

  expect(found).toEqual([
    expect.objectContaining({
      rule: 'branch-told',
      level: 'advise',
      text: expect.stringMatching(said),
      path: ['source', key],
    }),
  ]);
});

test('tags and artifacts need no telling', () => {
  expect(broken(goodService)).toEqual([]);
  expect(broken(changed([project, `${project}, tags: ["v*"], artifact: app`]))).toEqual([]);
});

test('a build project that init did not know breaks filled-in, and no other rule', () => {
  const found = broken(changed(['project: shop-build', 'project: TODO-build-project']));

  expect(found).toMatchObject([
    {
      rule: 'filled-in',
      path: ['source', 'project'],
      text: expect.stringContaining('got the placeholder TODO-build-project'),
    },
  ]);
});
