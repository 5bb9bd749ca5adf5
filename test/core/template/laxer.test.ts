import { planOf } from '../../../core/plan.ts';
import { points, read, refusalOf, type Stages, serviceOf, TEMPLATE, target } from './making.ts';

test('what the service does not say it has from its template, and whose that was is kept', () => {
  const pipeline = read(serviceOf({}));
  const [verify, gamma, prod] = pipeline.stages;

  expect(pipeline).toMatchObject({
    owner: 'team-platform',
    gateTimeout: '2d',
    neverTogether: [['us-east-1', 'us-west-2']],
    extends: { template: 'standard.yml', version: 3, name: 'standard', digest: 'sha256:abc' },
  });
  expect(verify!.tests).toEqual([{ name: 'licences', project: 'org-licences' }]);
  expect(gamma!.bake).toMatchObject({ for: '2h', judge: { mode: 'act', sensitivity: 'normal' } });
  expect(prod).toMatchObject({ rollback: 'release', deployTimeout: '30m' });
  expect(planOf(pipeline).map(({ wave }) => wave)).toEqual([
    'verify',
    'gamma',
    'first-region',
    'wave-2',
  ]);
});

test.each<[string, Stages]>([
  ['an owner of its own', { top: 'owner: team-shop' }],
  ['more regions apart', { top: 'neverTogether: [[eu-west-1, eu-central-1]]' }],
  ['more tests', { verify: 'tests: [{ name: unit, project: u }]' }],
  [
    'the same test with another timeout',
    { verify: 'tests: [{ name: licences, project: org-licences, timeout: 30m }]' },
  ],
  ['a longer bake', { gamma: `targets: [${target('g')}], bake: { for: 3h }` }],
  ['a bake without a length', { gamma: `targets: [${target('g')}], bake: { extendBy: 1h }` }],
  [
    'a keener judge',
    { gamma: `targets: [${target('g')}], bake: { for: 2h, judge: { sensitivity: sensitive } }` },
  ],
  [
    'a smaller share',
    { prod: `targets: [${target('a')}], planner: { largestPercent: 20, growth: 1.5 }` },
  ],
  [
    'longer bakes of waves',
    { prod: `targets: [${target('a')}], planner: { bakes: { later: 6h } }` },
  ],
  [
    'shorter waits',
    { prod: `targets: [${target('a')}], deployTimeout: 20m`, top: 'gateTimeout: 1d' },
  ],
])('a service may have %s', (_, stages) => {
  expect(read(serviceOf(stages)).stages).toHaveLength(3);
});

test.each<[string, Stages, RegExp]>([
  [
    'for a fix',
    { top: 'fixLane: { bake: 10m }' },
    /^shop\.yml:4:10: expected no fixLane of its own, as template standard 3 has none, got one$/,
  ],
  [
    'for the stage',
    { top: 'gateTimeout: 3d' },
    /^shop\.yml:4:14: expected gateTimeout of at most 2d, as template standard 3 has, got 3d; wait no longer$/,
  ],
  [
    'for alarms to clear',
    { top: 'alarmsClearWithin: 5h' },
    /expected alarmsClearWithin of at most 30m, .*, got 5h/,
  ],
  [
    'for a deployment',
    { prod: `targets: [${target('a')}], deployTimeout: 2h` },
    /expected deployTimeout of at most 30m, .*, got 2h/,
  ],
  [
    'for a test of the template',
    { verify: 'tests: [{ name: licences, project: org-licences, timeout: 2h }]' },
    /expected timeout of test licences of at most 1h, .*, got 2h/,
  ],
  [
    'for a bake that could not tell',
    { gamma: `targets: [${target('g')}], bake: { for: 2h, extendBy: 9h }` },
    /expected extendBy of at most 1h, .*, got 9h/,
  ],
])('a service may not wait longer than its template lets it: %s', (_, stages, expected) => {
  const template = TEMPLATE.replace(
    'gateTimeout: 2d',
    'gateTimeout: 2d\nalarmsClearWithin: 30m',
  ).replace('bake: { for: 2h,', 'bake: { for: 2h, extendBy: 1h,');

  expect(refusalOf(serviceOf(stages), template)).toMatch(expected);
});

test('a test that the template has too lasts as long as there, unless it says something else', () => {
  const template = TEMPLATE.replace('project: org-licences', 'project: org-licences, timeout: 20m');
  const service = serviceOf({ verify: 'tests: [{ name: licences, project: org-licences }]' });

  expect(read(service, template).stages[0]!.tests).toMatchObject([{ timeout: '20m' }]);
});

test('what is inherited does not push out what is said', () => {
  const [verify, gamma, prod] = read(
    serviceOf({
      top: 'neverTogether: [[eu-west-1, eu-central-1]]',
      verify: 'tests: [{ name: unit, project: u }]',
      gamma: `targets: [${target('g')}], bake: { for: 3h }`,
      prod: `targets: [${target('a')}], planner: { growth: 1.5 }`,
    }),
  ).stages;

  expect(verify!.tests.map(({ name }) => name)).toEqual(['unit', 'licences']);
  expect(gamma!.bake!.for).toBe('3h');
  expect(prod!.planner).toMatchObject({ growth: 1.5, largestPercent: 33, bakes: { later: '4h' } });
});

const wave = (name: string, region: string, bake: string, weight: number) =>
  `{ name: ${name}, bake: { for: ${bake} }, targets: [${target(name, `alarms: [e], weight: ${weight}`, region)}] }`;

test('waves of its own keep within the numbers of the template’s planner', () => {
  const good = [
    wave('one', 'eu-north-1', '1h', 5),
    wave('two', 'eu-west-1', '12h', 30),
    wave('three', 'us-east-1', '4h', 32),
    wave('four', 'us-west-2', '4h', 33),
  ].join(', ');

  expect(read(serviceOf({ prod: `waves: [${good}]` })).stages[2]!.planner).toBeUndefined();
  expect(
    refusalOf(serviceOf({ prod: `waves: [${good.replace('weight: 5', 'weight: 50')}]` })),
  ).toMatch(
    /^shop\.yml:8:\d+: expected the first wave to be a one-box of at most 10% .* \(as template standard 3 has\)/,
  );
  expect(refusalOf(serviceOf({ prod: `waves: [${good.replace('12h', '6h')}]` }))).toMatch(
    /^shop\.yml:8:\d+: expected a bake of at least 12h, as template standard 3 has, got 6h; bake longer$/,
  );
});

test.each<[string, Stages, RegExp]>([
  [
    'another project behind a test’s name',
    { verify: 'tests: [{ name: licences, project: true-bin }]' },
    /^shop\.yml:6:\d+: expected test licences to be project org-licences, as template standard 3 has, got project true-bin; give a test of your own another name$/,
  ],
  [
    'a shorter bake',
    { gamma: `targets: [${target('g')}], bake: { for: 1h }` },
    /^shop\.yml:7:\d+: expected a bake of at least 2h, as template standard 3 has, got 1h; bake longer$/,
  ],
  [
    'a shorter bake of one wave',
    { gamma: `waves: [{ name: w, bake: { for: 90m }, targets: [${target('g')}] }]` },
    /^shop\.yml:7:\d+: expected a bake of at least 2h, .*, got 90m/,
  ],
  [
    'a judge that only looks on',
    { gamma: `targets: [${target('g')}], bake: { for: 2h, judge: { mode: shadow } }` },
    /^shop\.yml:7:\d+: expected act, as template standard 3 has, got shadow$/,
  ],
  [
    'a duller judge',
    { gamma: `targets: [${target('g')}], bake: { for: 2h, judge: { sensitivity: quiet } }` },
    /^shop\.yml:7:\d+: expected normal or sensitive, as template standard 3 has, got quiet$/,
  ],
  [
    'no targets where some are needed',
    { gamma: 'tests: [{ name: t, project: p }]' },
    /^shop\.yml:7:5: expected targets or waves in stage gamma, as template standard 3 has, got none$/,
  ],
  [
    'no alarms',
    { gamma: `targets: [${target('g', points)}]` },
    /^shop\.yml:7:\d+: expected at least 1 alarm of target g, as template standard 3 has, got none$/,
  ],
  [
    'fewer data points',
    { gamma: `targets: [${target('g', `alarms: [e], ${points.replace('20', '19')}`)}]` },
    /^shop\.yml:7:\d+: expected at least 20 dataPoints of target g, as template standard 3 has, got 19$/,
  ],
  [
    'a larger share',
    { prod: `targets: [${target('a')}], planner: { largestPercent: 50 }` },
    /^shop\.yml:8:\d+: expected largestPercent of at most 33, as template standard 3 has, got 50$/,
  ],
  [
    'faster growth',
    { prod: `targets: [${target('a')}], planner: { growth: 3 }` },
    /^shop\.yml:8:\d+: expected growth of at most 2, as template standard 3 has, got 3$/,
  ],
  [
    'a shorter bake of its planner',
    { prod: `targets: [${target('a')}], planner: { bakes: { firstRegion: 6h } }` },
    /^shop\.yml:8:\d+: expected a bake of at least 12h, as template standard 3 has, got 6h; bake longer$/,
  ],
  [
    'a bake that only stops',
    { prod: `targets: [${target('a')}], onBakeFailure: stop` },
    /^shop\.yml:8:\d+: expected rollBack, as template standard 3 has, got stop$/,
  ],
  [
    'a smaller rollback',
    { prod: `targets: [${target('a')}], rollback: wave` },
    /^shop\.yml:8:\d+: expected release, as template standard 3 has, got wave$/,
  ],
])('a service may not have %s', (_, stages, expected) => {
  expect(refusalOf(serviceOf(stages))).toMatch(expected);
});

test('a stage that was removed is missed, and so is the order', () => {
  const text = serviceOf({});
  const lines = text.split('\n');
  const swapped = [...lines.slice(0, 5), lines[6], lines[5], lines[7]].join('\n');

  expect(refusalOf(text.replace(/ {2}- \{ name: gamma.*\n/, ''))).toBe(
    'shop.yml:6:3: expected a stage gamma, as template standard 3 has, got none; add it: - name: gamma',
  );
  expect(refusalOf(swapped)).toBe(
    'shop.yml:6:13: expected the stages in the order verify, gamma, prod, as template standard 3 has, got gamma after a later one',
  );
});

test('paired regions of the template are apart in the service', () => {
  const targets = [
    target('a', 'alarms: [e]', 'us-east-1'),
    target('b', 'alarms: [e]', 'us-west-2'),
  ];
  const plan = planOf(read(serviceOf({ prod: `targets: [${targets.join(', ')}], planner: {}` })));

  expect(plan.every((wave) => new Set(wave.targets.map(({ region }) => region)).size < 2)).toBe(
    true,
  );
});
