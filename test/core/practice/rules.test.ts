import { ruleNamed } from '../../../core/practice/rules.ts';
import { broken, changed, goodService, target } from './service.ts';

test('a service that does all of it breaks nothing', () => {
  expect(broken(goodService)).toEqual([]);
});

type Case = readonly [what: string, text: string, rule: string, path: string, got: RegExp];

const beta = / {2}- \{ name: beta.*\n/.exec(goodService)![0];
const gamma = / {2}- \{ name: gamma.*\n/.exec(goodService)![0];

const breaking: readonly Case[] = [
  [
    'no owner',
    changed(['owner: team-shop\n', '']),
    'owner-and-contact',
    'owner',
    /name its owner, got none/,
  ],
  [
    'no contact',
    changed(['contact: "#team-shop"\n', '']),
    'owner-and-contact',
    'contact',
    /contact, got none/,
  ],
  [
    'a contact of spaces',
    changed(['#team-shop', '  ']),
    'owner-and-contact',
    'contact',
    /contact, got none/,
  ],
  ['no gamma', changed([gamma, '']), 'beta-and-gamma', 'stages.1', /got beta: gamma is missing/],
  [
    'neither beta nor gamma',
    changed([beta, ''], [gamma, '']),
    'beta-and-gamma',
    'stages.0',
    /before prod, got none: beta and gamma are missing/,
  ],
  [
    'a gamma of tests alone',
    changed([gamma, '  - { name: gamma, tests: [{ name: t, project: p }] }\n']),
    'beta-and-gamma',
    'stages.2',
    /gamma is missing/,
  ],
  [
    'gamma after production',
    `${changed([gamma, ''])}${gamma}`,
    'beta-and-gamma',
    'stages.1',
    /gamma is missing/,
  ],
  [
    'a beta without tests',
    changed(['tests: [{ name: smoke, project: shop-beta }]', 'tests: []']),
    'tests-before-production',
    'stages.0',
    /stage beta to run a test, got none/,
  ],
  [
    'a long gate',
    changed(['source:', 'gateTimeout: 15d\nsource:']),
    'bounded-waits',
    'gateTimeout',
    /at most 14d, got 15d/,
  ],
  [
    'alarms that may fire for days',
    changed(['source:', 'alarmsClearWithin: 2d\nsource:']),
    'bounded-waits',
    'alarmsClearWithin',
    /at most 1d, got 2d/,
  ],
  [
    'a long test',
    changed(['project: shop-gamma }', 'project: shop-gamma, timeout: 9h }']),
    'bounded-waits',
    'stages.1.tests.0.timeout',
    /test smoke of stage gamma of at most 8h, got 9h/,
  ],
  [
    'a long deployment',
    changed(['    bake: { for: 2h }', '    deployTimeout: 13h\n    bake: { for: 2h }']),
    'bounded-waits',
    'stages.2.deployTimeout',
    /stage prod of at most 12h, got 13h/,
  ],
  [
    'a bake of a week and its extension',
    changed(['{ for: 12h }', '{ for: 5d }']),
    'bounded-waits',
    'stages.2.waves.1.bake',
    /prod\/first of at most 7d with its extension, got 10d/,
  ],
  [
    'a short one-box',
    changed(['{ for: 1h }', '{ for: 59m }']),
    'bake-time',
    'stages.2.waves.0.bake.for',
    /prod\/one-box to bake for at least 1h, got 59m/,
  ],
  [
    'a short first region',
    changed(['{ for: 12h }', '{ for: 11h59m }']),
    'bake-time',
    'stages.2.waves.1.bake.for',
    /at least 12h, got 11h59m/,
  ],
  [
    'short later waves',
    changed(['{ for: 2h }', '{ for: 90m }']),
    'bake-time',
    'stages.2.waves.2.bake.for',
    /prod\/second to bake for at least 2h, got 1h30m/,
  ],
  [
    'no bake in later waves',
    changed(['    bake: { for: 2h }\n', '']),
    'bake-time',
    'stages.2.waves.2.bake.for',
    /prod\/second to bake for at least 2h, got no bake/,
  ],
  [
    'no data points',
    changed([', dataPoints: { namespace: Shop, metric: Requests, atLeast: 30 }', '']),
    'bake-data',
    'stages.2.waves.0.targets.0',
    /target box to ask for at least 10 data points in its bake, got no dataPoints/,
  ],
  [
    'few data points',
    changed(['atLeast: 30', 'atLeast: 9']),
    'bake-data',
    'stages.2.waves.0.targets.0.dataPoints',
    /at least 10 data points in its bake, got 9/,
  ],
  [
    'more data points than minutes',
    changed(['atLeast: 30', 'atLeast: 121']),
    'bake-data',
    'stages.2.waves.0.targets.0.dataPoints.atLeast',
    /\(120\), got 121: it could never pass/,
  ],
  [
    'a failed bake that only stops',
    changed(['    bake: { for: 2h }', '    onBakeFailure: stop\n    bake: { for: 2h }']),
    'rollback-enabled',
    'stages.2.onBakeFailure',
    /got onBakeFailure: stop/,
  ],
  [
    'a one-box of more than 10%',
    changed(['weight: 5', 'weight: 11']),
    'one-box-first',
    'stages.2.waves.0',
    /prod\/one-box, to change at most 10% of the traffic, got 10.78%/,
  ],
  [
    'an extension too short for its traffic',
    changed(['bake: { for: 12h }', 'bake: { for: 12h, extendBy: 1h, traffic: shop-synthetic }']),
    'bake-extension',
    'stages.2.waves.1.bake.extendBy',
    /wave prod\/first, which sends traffic, to be extended by at least 12h, got 1h/,
  ],
  [
    'a wave that grows too fast',
    changed(['weight: 30,', 'weight: 10,'], ['weight: 22,', 'weight: 12,']),
    'wave-growth',
    'stages.2.waves.3',
    /wave third to have at most 2 times the 15.2% of the wave before it, got 31.8% for 2 targets/,
  ],
  [
    'a busy region first',
    changed(['weight: 8,', 'weight: 23,']),
    'quiet-region-first',
    'stages.2.waves.1',
    /wave first, the first of a whole region, to be in the quietest alone, ap-southeast-2, got eu-west-1/,
  ],
  [
    'a wave of more than a third',
    changed(['weight: 9,', 'weight: 30,']),
    'wave-share',
    'stages.2.waves.3',
    /prod\/third to change at most 33.4% of the traffic, got 44.44%/,
  ],
  [
    'paired regions together',
    changed(['ap-southeast-2', 'us-east-1']),
    'paired-regions',
    'stages.2.waves.3',
    /at most one region of us-east-1, us-west-2, got us-east-1 and us-west-2/,
  ],
  [
    'two cells of a region together',
    changed([
      target('sydney', 'ap-southeast-2', 9),
      `${target('a', 'ap-southeast-2', 4, 'cell: c1')}\n          - ${target('b', 'ap-southeast-2', 4, 'cell: c2')}`,
    ]),
    'cells-apart',
    'stages.2.waves.3',
    /at most one cell of ap-southeast-2, got c1, c2/,
  ],
  [
    'two targets of a scale unit together',
    changed(
      [target('oregon', 'us-west-2', 22), target('oregon', 'us-west-2', 22, 'apart: [ring]')],
      [
        target('sydney', 'ap-southeast-2', 9),
        target('sydney', 'ap-southeast-2', 8, 'apart: [ring]'),
      ],
    ),
    'cells-apart',
    'stages.2.waves.3',
    /at most one target of scale unit ring, got oregon, sydney/,
  ],
  [
    'no alarms',
    changed(['alarms: [box-errors, box-latency, box-throttles]', 'alarms: []']),
    'alarms-exist',
    'stages.2.waves.0.targets.0',
    /target box to name alarms, got none/,
  ],
  [
    'alarms on errors alone',
    changed(['[box-errors, box-latency, box-throttles]', '[box-errors, box-5xx]']),
    'alarms-cover',
    'stages.2.waves.0.targets.0.alarms',
    /target box to cover latency and saturation, got box-errors, box-5xx/,
  ],
];

test.each(breaking)('%s breaks its rule, and no other', (_, text, rule, path, got) => {
  const found = broken(text);

  expect(new Set(found.map((each) => each.rule))).toEqual(new Set([rule]));
  expect(found[0]).toMatchObject({
    level: ruleNamed(rule)?.level,
    text: expect.stringMatching(got),
  });
  expect(found[0]!.path.join('.')).toBe(path);
});
