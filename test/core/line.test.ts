// The places of commits in their branch.

import {
  type Line,
  LONGEST_WALK,
  placeIn,
  withPlace,
  withReleased,
} from '../../core/admission/line.ts';
import { repositoryOf } from '../../core/admission/repository.ts';
import { onlyBranchOf } from '../../core/admission/webhook.ts';

const empty: Line = { places: {} };
const line: Line = { places: { c4: 4, c7: 7 } };
const walk = (...ids: string[]) =>
  ids.map((id) => ({ id, at: `2026-01-0${id.length > 1 ? id.slice(1) : 1}T00:00:00Z` }));

test.each([
  ['the first of a line', empty, walk('c1'), [], 0],
  ['one after the newest', line, walk('c9', 'c8', 'c7'), [], 9],
  ['one between', line, walk('c5', 'c4'), [], 5],
  ['one before the oldest', line, walk('c3', 'c2'), walk('c7', 'c6', 'c5', 'c4', 'c3'), 3],
  ['a younger one of another history', line, walk('x9'), walk('c7', 'c6'), 7 + LONGEST_WALK],
  ['an older one of another history', line, walk('x2'), walk('c7', 'c6'), 4 - LONGEST_WALK],
])('%s has its place', (_, of, own, newest, place) => {
  expect(placeIn(of, { own, newest })).toBe(place);
});

test('the commits that stand first are forgotten when there are many', () => {
  let long = empty;
  for (let at = 0; at < 300; at += 1) long = withPlace(long, `c${at}`, at);

  expect(Object.keys(long.places)).toHaveLength(200);
  expect(long.places).toMatchObject({ c299: 299, c100: 100 });
});

test('the newest that was released stays so', () => {
  const released = withReleased(line, 'c7', 7);

  expect(released.released).toEqual({ commit: 'c7', at: 7 });
  expect(withReleased(released, 'c4', 4)).toBe(released);
});

test.each([
  [
    'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop',
    { region: 'eu-west-1', name: 'shop' },
  ],
  [
    'https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/my.shop/',
    { region: 'cn-north-1', name: 'my.shop' },
  ],
  ['https://github.com/acme/shop.git', undefined],
])('%s is the repository %j', (location, repository) => {
  expect(repositoryOf({ sourceType: 'CODECOMMIT', location })).toEqual(repository);
  expect(repositoryOf({ sourceType: 'GITHUB', location })).toBeUndefined();
});

const onRef = (pattern: string) => [{ type: 'HEAD_REF', pattern, excludes: false }];

test.each([
  [[onRef('^refs/heads/trunk$')], 'trunk'],
  [[onRef('^refs/heads/trunk$'), onRef('^refs/heads/main$')], undefined],
  [[onRef('^refs/heads/.*$')], undefined],
  [[onRef('refs/heads/trunk')], undefined],
  [[onRef('^refs/tags/v1$')], undefined],
  [[[{ type: 'EVENT', pattern: 'PUSH', excludes: false }]], undefined],
  [[], undefined],
])('of the filters %j the only branch is %s', (filters, branch) => {
  expect(onlyBranchOf(filters)).toBe(branch);
});
