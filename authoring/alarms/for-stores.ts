// The alarms of queues and tables.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { expression, familyOf, metric, type WrittenFamily } from './metric-family.ts';
import type { Name } from './name.ts';

export function forSqs(resource: Watched): AlarmPlan[] {
  const { queue, deadLetterQueue } = resource.names;
  const familyOfQueue = (name: Name) => familyOf({ ...resource, names: { queue: name } });
  return [
    ...(queue === undefined ? [] : [age(resource, familyOfQueue(queue))]),
    ...(deadLetterQueue === undefined
      ? []
      : [
          deadLetters(resource, familyOfQueue(deadLetterQueue)),
          newDeadLetters(resource, familyOfQueue(deadLetterQueue)),
        ]),
  ];
}

/** A queue that nobody has used for six hours reports nothing. */
const UNUSED = {
  treat: 'notBreaching',
  because: 'a queue that nobody has used for six hours reports nothing: nothing waits in it',
} as const;

function age(resource: Watched, family: WrittenFamily): AlarmPlan {
  return {
    ...USUAL,
    resource,
    key: 'age',
    title: 'messages that wait too long',
    role: 'rollBack',
    signal: 'latency',
    queries: [
      metric('age', 'Oldest message, s', family, 'ApproximateAgeOfOldestMessage', 'Maximum'),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 600, because: 'the default: ten minutes' },
    learns: { least: 60, most: 86_400, isRate: false },
    missing: UNUSED,
    unit: 's',
  };
}

const depthOf = (family: WrittenFamily) =>
  metric('depth', 'Dead letters', family, 'ApproximateNumberOfMessagesVisible', 'Maximum');

/** One message is worth a look, and old ones stay until somebody takes them away: no reason to roll back. */
function deadLetters(resource: Watched, family: WrittenFamily): AlarmPlan {
  return {
    resource,
    key: 'dead-letters',
    title: 'dead letters that wait for somebody',
    role: 'advise',
    signal: 'errors',
    queries: [depthOf(family)],
    periodSeconds: 60,
    datapoints: { bad: 1, of: 1 },
    comparison: 'GreaterThanThreshold',
    threshold: { value: 0, because: 'every dead letter is work undone' },
    missing: UNUSED,
    unit: 'messages',
  };
}

/** What came before the release is not its doing, and one message of a broken customer neither. */
function newDeadLetters(resource: Watched, family: WrittenFamily): AlarmPlan {
  return {
    resource,
    key: 'new-dead-letters',
    title: 'messages that fail for good',
    role: 'rollBack',
    signal: 'errors',
    queries: [depthOf(family), expression('new', 'New dead letters', 'DIFF(depth)')],
    periodSeconds: 300,
    datapoints: { bad: 1, of: 1 },
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: { value: 3, because: 'the default: three in five minutes' },
    learns: { least: 3, most: 1000, isRate: false },
    missing: UNUSED,
    unit: 'messages',
  };
}

export function forDynamodb(resource: Watched): AlarmPlan[] {
  return [throttles(resource), systemErrors(resource)];
}

/** Below this, what is refused is chance. */
const UNITS_FLOOR = 50;

const UNUSED_TABLE = {
  treat: 'notBreaching',
  because: 'a table that nobody uses refuses nobody',
} as const;

const used = (family: WrittenFamily) => [
  metric('read', 'Read units', family, 'ConsumedReadCapacityUnits', 'Sum'),
  metric('written', 'Write units', family, 'ConsumedWriteCapacityUnits', 'Sum'),
];

const shareOf = (what: string) =>
  `IF(${what} + FILL(read, 0) + FILL(written, 0) >= ${UNITS_FLOOR}, ` +
  `100 * ${what} / (${what} + FILL(read, 0) + FILL(written, 0)), 0)`;

/** Of what a table serves, only units are counted under its name alone. */
function throttles(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  return {
    ...USUAL,
    resource,
    key: 'throttles',
    title: 'requests that are refused',
    role: 'advise',
    signal: 'saturation',
    queries: [
      ...used(family),
      metric('reads', 'Refused reads', family, 'ReadThrottleEvents', 'Sum'),
      metric('writes', 'Refused writes', family, 'WriteThrottleEvents', 'Sum'),
      expression('refused', 'Refused', 'FILL(reads, 0) + FILL(writes, 0)'),
      expression('rate', 'Refused, % of units', shareOf('refused')),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 2, because: 'the default' },
    learns: { least: 1, most: 10, isRate: false },
    missing: UNUSED_TABLE,
    unit: '%',
  };
}

/** An alarm reads ten metrics at most, and SystemErrors are counted by operation: these are the eight common ones. */
const OPERATIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
];

function systemErrors(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  const failed = OPERATIONS.map((operation) => {
    const dimensions = { ...family.dimensions, Operation: operation };
    const id = `${operation.slice(0, 1).toLowerCase()}${operation.slice(1)}`;
    return metric(id, operation, { ...family, dimensions }, 'SystemErrors', 'Sum');
  });
  const sum = failed.map(({ id }) => `FILL(${id}, 0)`).join(' + ');
  return {
    ...USUAL,
    resource,
    key: 'system-errors',
    title: 'errors of DynamoDB itself',
    role: 'advise',
    signal: 'errors',
    queries: [
      ...used(family),
      ...failed,
      expression('failed', 'System errors', sum),
      expression('rate', 'System errors, % of units', shareOf('failed')),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 2, because: 'the default' },
    missing: UNUSED_TABLE,
    unit: '%',
  };
}
