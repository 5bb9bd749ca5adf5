import { releaseBoundOf } from '../../core/bounds.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';

const place = 'account: "111122223333", region: eu-west-1';
const target = (name: string, more = '') =>
  `{ name: ${name}, ${place}, alarms: [a], ec2: { application: s, deploymentGroup: ${name} }${more} }`;
const targets = (count: number, more = '') =>
  Array.from({ length: count }, (_, index) => target(`t${index}`, more)).join(', ');
const plan = (stages: string) =>
  planOf(parsePipeline(`{ pipeline: s, source: { project: b }, stages: [${stages}] }`, 's.yml'));
const waves = (count: number, bake: string) =>
  Array.from(
    { length: count },
    (_, index) => `{ name: w${index}, bake: { for: ${bake} }, targets: [${target(`t${index}`)}] }`,
  ).join(', ');

test.each([
  [
    'a wave of too many targets',
    `{ name: prod, targets: [${targets(300)}] }`,
    /wave prod\/prod to need at most 12500 history events, got 18120 for 300 targets: split the wave, or give its stage a planner/,
  ],
  [
    'a stage with tests that is too large to be taken back',
    `{ name: prod, planner: {}, tests: [{ name: t, project: p }], targets: [${targets(300)}] }`,
    /the rollback of wave prod\/wave-\d+ to need at most .* a failed test takes its whole stage back: put the tests/,
  ],
  [
    'a release that is too large to be taken back',
    `{ name: prod, planner: {}, rollback: release, targets: [${targets(300)}] }`,
    /the rollback of wave prod\/wave-\d+ to need at most .* rollback: wave takes back less/,
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

test('a wave whose targets say too much for an item of the table is refused', () => {
  const alarms = Array.from({ length: 200 }, (_, index) => `alarm-number-${index}`).join(', ');
  const wide = targets(150).replaceAll('[a]', `[${alarms}]`);

  expect(() => plan(`{ name: prod, targets: [${wide}] }`)).toThrow(
    /wave prod\/prod to take at most 300000 bytes, got \d+ for 150 targets: split the wave/,
  );
  expect(plan(`{ name: prod, planner: {}, targets: [${wide}] }`).length).toBeGreaterThan(7);
});

test('the release’s own history grows with its waves alone, and is bounded at 406 of them', () => {
  const most = plan(`{ name: prod, waves: [${waves(406, '1m')}] }`);

  expect(releaseBoundOf(most)).toBeLessThanOrEqual(12_500);
});
