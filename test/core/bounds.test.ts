import { releaseBoundOf, rollbackBoundOf } from '../../core/bounds.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';

const place = 'account: "111122223333", region: eu-west-1';
const target = (name: string, more = '') =>
  `{ name: ${name}, ${place}, alarms: [a], ec2: { application: s, deploymentGroup: ${name} }${more} }`;
const targets = (count: number, more = '') =>
  Array.from({ length: count }, (_, index) => target(`t${index}`, more)).join(', ');
const tests = (count: number) =>
  Array.from({ length: count }, (_, index) => `{ name: test${index}, project: p }`).join(', ');
const plan = (stages: string) =>
  planOf(parsePipeline(`{ pipeline: s, source: { project: b }, stages: [${stages}] }`, 's.yml'));
const waves = (count: number, bake: string) =>
  Array.from(
    { length: count },
    (_, index) => `{ name: w${index}, bake: { for: ${bake} }, targets: [${target(`t${index}`)}] }`,
  ).join(', ');

test.each([
  [
    'a wave of too many tests',
    `{ name: prod, tests: [${tests(300)}], targets: [${targets(3)}] }`,
    /wave prod\/prod to need at most 12500 history events, got \d+ for 0 targets: split its tests/,
  ],
  [
    'more waves than a release can carry',
    `{ name: prod, waves: [${waves(407, '1h')}] }`,
    /a release of at most 406 waves, got 407/,
  ],
  [
    'bakes that are longer than an execution lives',
    `{ name: prod, waves: [${waves(10, '20d')}] }`,
    /a release that ends within 365 days, .*, got up to 821 days/,
  ],
])('%s is refused before it starts, with a way out', (_, stages, expected) => {
  expect(() => plan(stages)).toThrow(expected);
});

test('a wave whose targets say too much for an item of the table is carried out in slices', () => {
  const alarms = Array.from({ length: 200 }, (_, index) => `alarm-number-${index}`).join(', ');
  const wide = targets(150).replaceAll('[a]', `[${alarms}]`);

  const waves = plan(`{ name: prod, targets: [${wide}] }`);

  expect(waves.length).toBeGreaterThan(2);
  for (const wave of waves) expect(JSON.stringify(wave).length).toBeLessThan(300_000);
});

test.each([
  ['wave', ''],
  ['stage', 'tests: [{ name: t, project: p }],'],
  ['release', 'rollback: release,'],
])('what is taken back of a large %s is in parts that one execution can carry', (_, rest) => {
  const waves = plan(`{ name: prod, ${rest} targets: [${targets(3_000)}] }`);

  expect(Math.max(...waves.map((wave) => rollbackBoundOf(wave, waves)))).toBeLessThan(12_500);
  expect(releaseBoundOf(waves)).toBeLessThan(500);
});

test('the release’s own history grows with its waves alone, and is bounded at 406 of them', () => {
  const most = plan(`{ name: prod, waves: [${waves(406, '1m')}] }`);

  expect(releaseBoundOf(most)).toBeLessThanOrEqual(12_500);
});
