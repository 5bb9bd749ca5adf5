// The alarms of streams and topics.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { familyOf, metric } from './metric-family.ts';
import { shareOf } from './shares.ts';

/** CloudWatch has points of these only where something was read, thrown away or refused. */
const NOTHING_HAPPENED = {
  treat: 'notBreaching',
  because: 'where nothing of the kind happened nothing is counted',
} as const;

export function forKinesis(resource: Watched): AlarmPlan[] {
  return [
    iteratorAge(resource),
    writeThrottles(resource),
    failedRecords(resource),
    readThrottles(resource),
  ];
}

function iteratorAge(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  const name = 'GetRecords.IteratorAgeMilliseconds';
  return {
    ...USUAL,
    resource,
    key: 'iterator-age',
    title: 'readers that fall behind',
    role: 'rollBack',
    signal: 'latency',
    queries: [metric('age', 'Age of what is read, ms', family, name, 'Maximum')],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 300_000, because: 'the default: five minutes' },
    learns: { least: 60_000, most: 3_600_000, isRate: false },
    missing: NOTHING_HAPPENED,
    unit: 'ms',
  };
}

function writeThrottles(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  return shareOf(
    resource,
    {
      key: 'write-throttles',
      title: 'writes that are refused',
      role: 'advise',
      signal: 'saturation',
    },
    2,
    [
      metric('incoming', 'Records', family, 'IncomingRecords', 'Sum'),
      metric('refused', 'Refused', family, 'WriteProvisionedThroughputExceeded', 'Sum'),
    ],
    { failed: 'FILL(refused, 0)', all: 'FILL(incoming, 0) + FILL(refused, 0)' },
  );
}

function failedRecords(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  return shareOf(
    resource,
    { key: 'failed-records', title: 'records that are not put', role: 'advise', signal: 'errors' },
    5,
    [
      metric('total', 'Put', family, 'PutRecords.TotalRecords', 'Sum'),
      metric('failed', 'Not put', family, 'PutRecords.FailedRecords', 'Sum'),
    ],
    { failed: 'FILL(failed, 0)', all: 'FILL(total, 0)' },
  );
}

function readThrottles(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  const name = 'ReadProvisionedThroughputExceeded';
  return {
    ...USUAL,
    resource,
    key: 'read-throttles',
    title: 'reads that are refused',
    role: 'advise',
    signal: 'saturation',
    queries: [metric('refused', 'Refused', family, name, 'Average')],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 0.05, because: 'the default: one read of twenty' },
    missing: NOTHING_HAPPENED,
    unit: 'of reads',
  };
}

export function forSns(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  return [
    shareOf(
      resource,
      { key: 'failed', title: 'deliveries that fail', role: 'rollBack', signal: 'errors' },
      5,
      [
        metric('delivered', 'Delivered', family, 'NumberOfNotificationsDelivered', 'Sum'),
        metric('failed', 'Not delivered', family, 'NumberOfNotificationsFailed', 'Sum'),
      ],
      { failed: 'FILL(failed, 0)', all: 'FILL(delivered, 0) + FILL(failed, 0)' },
    ),
    anyOf(resource, {
      key: 'lost',
      title: 'messages that not even the dead letters took',
      name: 'NumberOfNotificationsFailedToRedriveToDlq',
      because: 'each is lost',
    }),
    anyOf(resource, {
      key: 'unreadable',
      title: 'messages whose attributes no filter can read',
      name: 'NumberOfNotificationsFilteredOut-InvalidAttributes',
      because: 'such messages reach nobody',
    }),
  ];
}

interface Any {
  readonly key: string;
  readonly title: string;
  readonly name: string;
  readonly because: string;
}

function anyOf(resource: Watched, { key, title, name, because }: Any): AlarmPlan {
  return {
    resource,
    key,
    title,
    role: 'advise',
    signal: 'errors',
    queries: [metric('messages', 'Messages', familyOf(resource), name, 'Sum')],
    periodSeconds: 300,
    datapoints: { bad: 1, of: 1 },
    comparison: 'GreaterThanThreshold',
    threshold: { value: 0, because },
    missing: NOTHING_HAPPENED,
    unit: 'messages',
  };
}
