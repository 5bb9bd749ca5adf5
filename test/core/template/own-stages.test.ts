import { points, read, refusalOf, serviceOf, target } from './making.ts';

const GAMMA = `  - { name: gamma, targets: [${target('g')}] }`;
const own = (name: string, more = '', region = 'sa-east-1') =>
  `  - { name: ${name}, targets: [${target(`t-${name}`, `alarms: [errors], ${points}`, region)}]${more && `, ${more}`} }`;

const first = (stage: string) => serviceOf({}).replace(GAMMA, `${stage}\n${GAMMA}`);
const between = (stage: string) => serviceOf({}).replace(GAMMA, `${GAMMA}\n${stage}`);
const last = (stage: string) => `${serviceOf({})}\n${stage}`;

const PLANNER = 'planner: {}, rollback: release';

test.each([
  ['before production', first(own('alpha'))],
  [
    'of production, once gamma is through',
    between(own('prod-box', 'bake: { for: 4h }, rollback: release')),
  ],
  ['after the template’s last, in waves', last(own('rest', PLANNER))],
  ['of tests alone', last('  - { name: report, tests: [{ name: r, project: r }] }')],
])('a service may have a stage of its own %s', (_, text) => {
  expect(read(text).stages).toHaveLength(4);
});

test('a stage is production by the account that it touches, whatever it is called and wherever it stands', () => {
  const elsewhere = (text: string) =>
    text.replaceAll(/(name: prod.*)/g, (line) => line.replaceAll('111122223333', '999988887777'));
  const smuggled = elsewhere(
    serviceOf({}).replace(
      '  - { name: verify',
      `${own('warm-up').replaceAll('111122223333', '999988887777')}\n  - { name: verify`,
    ),
  );

  expect(refusalOf(smuggled)).toMatch(
    /expected warm-up, which is production, to come after verify, gamma, as template standard 3 has/,
  );
});

test.each([
  [
    'production before gamma',
    first(own('prod-early', 'bake: { for: 4h }, rollback: release')),
    /^shop\.yml:\d+:\d+: expected prod-early, which is production, to come after gamma, as template standard 3 has$/,
  ],
  [
    'production without a bake',
    last(own('rest', 'rollback: release')),
    /expected a bake of at least 4h, .*, got none; add bake: \{ for: 4h \}$/,
  ],
  [
    'production with a short bake',
    between(own('prod-box', 'bake: { for: 1h }, rollback: release')),
    /expected a bake of at least 4h, as template standard 3 has, got 1h; bake longer$/,
  ],
  [
    'all of a region at once',
    last(own('rest', 'bake: { for: 12h }, rollback: release')),
    /expected the first wave to be a one-box of at most 10% of the traffic, got 100%/,
  ],
  [
    'a larger share than the template allows',
    last(own('rest', 'planner: { largestPercent: 90 }, rollback: release')),
    /expected largestPercent of at most 33/,
  ],
  ['a weaker rollback', last(own('rest', 'planner: {}')), /expected release, .*, got wave$/],
])('a stage of its own is no way round the template: %s', (_, text, expected) => {
  expect(refusalOf(text)).toMatch(expected);
});
