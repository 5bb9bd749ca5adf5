import { broken, changed } from './service.ts';

const BETA = 'tests: [{ name: smoke, project: shop-beta }]';

const withBake = (bake: string) => changed([BETA, `${BETA}, bake: ${bake}`]);

test.each([
  ['{ for: 45s }', '1m30s'],
  ['{ for: 90s, extendBy: 29s }', '1m59s'],
  ['{ for: 30s, extendBy: 20s, traffic: shop-synthetic }', '1m10s'],
])('a bake %s that the judge decides can never pass', (bake, got) => {
  const judged = broken(withBake(bake)).find(({ rule }) => rule === 'bake-judged');

  expect(judged).toMatchObject({ level: 'warn', path: ['stages', 0, 'bake', 'for'] });
  expect(judged!.text).toContain(`at least 2m with its extension, got ${got}: it can never pass`);
});

test.each([
  ['{ for: 1m }'],
  ['{ for: 45s, judge: { mode: off } }'],
  ['{ for: 45s, judge: { mode: shadow } }'],
])('a bake %s can', (bake) => {
  expect(broken(withBake(bake)).map(({ rule }) => rule)).not.toContain('bake-judged');
});
