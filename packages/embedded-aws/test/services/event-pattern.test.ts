import { readPattern } from '../../services/events/pattern.ts';
import { readSchedule } from '../../services/events/schedule.ts';

const event = {
  source: 'aws.codebuild',
  resources: ['arn:a', 'arn:b'],
  detail: {
    status: 'SUCCEEDED',
    count: 300,
    flag: false,
    nothing: null,
    address: '10.0.0.17',
    phases: [
      { type: 'BUILD', took: 5 },
      {
        type: 'UPLOAD',
        took: 9,
        inner: [[{ at: 'a', by: 'you' }], [{ at: 'b', by: 'me' }]],
      },
    ],
    none: [],
  },
};

test.each<[unknown, boolean]>([
  [{ source: ['aws.codebuild'] }, true],
  [{ source: ['aws.s3', 'aws.codebuild'] }, true],
  [{ source: ['aws.s3'] }, false],
  [{ source: ['aws.codebuild'], detail: { status: ['FAILED'] } }, false],
  [{ resources: ['arn:b'] }, true],
  [{ detail: { flag: [false], nothing: [null] } }, true],
  [{ detail: { count: ['300'] } }, false],
  [{ detail: { status: [{ prefix: 'SUCC' }] } }, true],
  [{ detail: { status: [{ prefix: { 'equals-ignore-case': 'succ' } }] } }, true],
  [{ detail: { status: [{ suffix: 'ED' }] } }, true],
  [{ detail: { status: [{ 'equals-ignore-case': 'succeeded' }] } }, true],
  [{ detail: { status: [{ wildcard: 'S*D' }] } }, true],
  [{ detail: { status: [{ wildcard: 'S*X' }] } }, false],
  [{ detail: { status: [{ wildcard: 'S\\*D' }] } }, false],
  [{ detail: { status: [{ 'anything-but': ['FAILED', 'STOPPED'] }] } }, true],
  [{ detail: { status: [{ 'anything-but': 'SUCCEEDED' }] } }, false],
  [{ detail: { status: [{ 'anything-but': { prefix: 'SUC' } }] } }, false],
  [{ detail: { status: [{ 'anything-but': { wildcard: ['F*', 'ST*'] } }] } }, true],
  [{ detail: { absent: [{ 'anything-but': 'x' }] } }, false],
  [{ detail: { absent: [{ exists: false }] } }, true],
  [{ detail: { status: [{ exists: false }] } }, false],
  [{ detail: { nothing: [{ exists: true }] } }, true],
  [{ detail: { count: [{ numeric: ['>', 0, '<=', 300] }] } }, true],
  [{ detail: { count: [{ numeric: ['=', 3e2] }] } }, true],
  [{ detail: { count: [{ numeric: ['<', 300] }] } }, false],
  [{ detail: { address: [{ cidr: '10.0.0.0/24' }] } }, true],
  [{ detail: { address: [{ cidr: '10.0.1.0/24' }] } }, false],
  [{ detail: { phases: { type: ['UPLOAD'] } } }, true],
  [{ detail: { phases: { type: ['INSTALL'] } } }, false],
  [{ detail: { phases: { type: ['UPLOAD'], took: [9] } } }, true],
  [{ detail: { phases: { type: ['BUILD'], took: [9] } } }, false],
  [{ detail: { phases: { type: ['BUILD'], inner: { at: ['b'] } } } }, false],
  [{ detail: { phases: { type: ['UPLOAD'], inner: { at: ['b'], by: ['me'] } } } }, true],
  [{ detail: { phases: { type: ['UPLOAD'], inner: { at: ['a'], by: ['me'] } } } }, false],
  [{ detail: { phases: { $or: [{ type: ['BUILD'] }, { took: [9] }], took: [9] } } }, true],
  [{ detail: { phases: { $or: [{ type: ['BUILD'] }, { took: [1] }], took: [9] } } }, false],
  [{ detail: { phases: { type: ['BUILD'], failed: [{ exists: false }] } } }, true],
  [{ detail: { phases: { type: ['BUILD'], inner: { at: [{ exists: false }] } } } }, false],
  [{ detail: { phases: { type: ['BUILD'], inner: { at: [{ exists: true }] } } } }, false],
  [{ detail: { none: [{ exists: true }] } }, false],
  [{ detail: { none: { of: [{ exists: false }] } } }, true],
  [{ detail: { absent: { of: [{ exists: false }] } } }, true],
  [{ detail: { absent: { of: ['it'] } } }, false],
  [{ $or: [{ source: ['aws.s3'] }, { detail: { count: [300] } }] }, true],
  [{ $or: [{ source: ['aws.s3'] }, { detail: { count: [301] } }] }, false],
  [
    { source: ['aws.codebuild'], $or: [{ detail: { count: [1] } }, { detail: { count: [2] } }] },
    false,
  ],
])('the pattern %j: %s', (pattern, fits) => {
  expect(readPattern(pattern)(event)).toBe(fits);
});

test.each<[unknown]>([
  [{ source: 'aws.codebuild' }],
  [{ source: [] }],
  [{}],
  [{ detail: { count: [{ numeric: ['~', 1] }] } }],
  [{ detail: { status: [{ like: 'x' }] } }],
  [{ detail: { status: [{ prefix: 1 }] } }],
  ['not json'],
])('the pattern %j is refused', (pattern) => {
  expect(() => readPattern(pattern)).toThrow(
    expect.objectContaining({ name: 'InvalidEventPatternException' }),
  );
});

const friday = Date.parse('2026-11-20T14:03:30Z');

test.each([
  ['rate(5 minutes)', '2026-11-20T14:08:30.000Z'],
  ['rate(1 day)', '2026-11-21T14:03:30.000Z'],
  ['cron(0 9 ? * MON-FRI *)', '2026-11-23T09:00:00.000Z'],
  ['cron(0/15 * * * ? *)', '2026-11-20T14:15:00.000Z'],
  ['cron(30 8 L * ? *)', '2026-11-30T08:30:00.000Z'],
  ['cron(0 0 1 1 ? 2028)', '2028-01-01T00:00:00.000Z'],
  ['cron(0 12 ? * 2#1 *)', '2026-12-07T12:00:00.000Z'],
  ['cron(0 12 ? * 6L *)', '2026-11-27T12:00:00.000Z'],
  ['cron(5 14 20,25 NOV ? *)', '2026-11-20T14:05:00.000Z'],
])('%s fires next at %s', (expression, next) => {
  expect(new Date(readSchedule(expression, friday)(friday)!).toISOString()).toBe(next);
});

test.each([
  'rate(0 minutes)',
  'rate(5 weeks)',
  'cron(0 9 * * * *)',
  'cron(61 9 ? * MON *)',
  'daily',
])('%s is refused', (expression) => {
  expect(() => readSchedule(expression, friday)).toThrow(
    expect.objectContaining({ name: 'ValidationException' }),
  );
});
