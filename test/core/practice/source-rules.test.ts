// The rule on whether what is written of a source can be told of its builds.

import { broken, changed, goodService } from './service.ts';

const written = 'project: shop-build, branches: [main]';
const unwritten = 'project: shop-build';

test('where neither branches nor tags are written, it warns that any branch may be released', () => {
  expect(broken(changed([written, unwritten]))).toEqual([
    expect.objectContaining({
      rule: 'branch-told',
      level: 'warn',
      text: expect.stringMatching(
        /expected the branches .* shop-build that does not tell its branch/,
      ),
      path: ['source'],
    }),
  ]);
});

test.each(['branches: [main, "release/*"]', 'tags: ["v*"]', 'branches: [], tags: ["v*"]'])(
  'where %s is written, nothing is found',
  (more) => {
    expect(broken(goodService)).toEqual([]);
    expect(broken(changed([written, `${unwritten}, ${more}, artifact: app`]))).toEqual([]);
  },
);

test('where neither a branch nor a tag has releases, it warns that nothing ever is one', () => {
  expect(broken(changed([written, `${unwritten}, branches: []`]))).toEqual([
    expect.objectContaining({
      rule: 'branch-told',
      text: expect.stringMatching(/no build of shop-build ever is one/),
      path: ['source', 'branches'],
    }),
  ]);
});

test('where paths are named, that builds tell them is advised', () => {
  expect(broken(changed([written, `${written}, paths: ["src/**"]`]))).toEqual([
    expect.objectContaining({
      rule: 'branch-told',
      level: 'advise',
      text: expect.stringMatching(/tell its changed paths/),
      path: ['source', 'paths'],
    }),
  ]);
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
