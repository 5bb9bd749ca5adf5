// The alarms of databases and caches: what may become a reason for slow answers, and is none to roll back.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { expression, familyOf, metric, type WrittenFamily } from './metric-family.ts';
import { UNKNOWN } from './reasons.ts';
import { levelOf } from './shares.ts';

const BYTES_OF_A_GIGABYTE = 1024 ** 3;
const LEAST_FREE_BYTES = 2 * BYTES_OF_A_GIGABYTE;
const LEAST_MEMORY_BYTES = 128 * 1024 ** 2;
const LESS = { comparison: 'LessThanThreshold', unit: 'bytes' } as const;

const NOT_MEASURED = {
  treat: 'notBreaching',
  because: 'not every engine and class measures it',
} as const;

export function forRds(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  const { isAurora, isReplica, engine } = resource.facts;
  return [
    cpu(resource, family, 90),
    levelOf(
      resource,
      { key: 'memory', title: 'little memory left' },
      { value: LEAST_MEMORY_BYTES, because: 'the default: 128 MiB' },
      [metric('free', 'Free memory, bytes', family, 'FreeableMemory', 'Average')],
      LESS,
    ),
    ...(isAurora ? [] : [storage(resource, family), burst(resource, family)]),
    ...(engine === undefined || /postgres/.test(engine) ? [transactionIds(resource, family)] : []),
    ...(isReplica ? [replicaLag(resource, family)] : []),
  ];
}

function cpu(resource: Watched, family: WrittenFamily, value: number): AlarmPlan {
  return levelOf(
    resource,
    { key: 'cpu', title: 'little CPU left' },
    { value, because: 'the default' },
    [metric('cpu', 'CPU, %', family, 'CPUUtilization', 'Average')],
    { learns: { least: 60, most: 97, isRate: false } },
  );
}

/** A full disk stops a database. */
function storage(resource: Watched, family: WrittenFamily): AlarmPlan {
  const { allocatedGigabytes } = resource.facts;
  const threshold =
    allocatedGigabytes === undefined
      ? { value: LEAST_FREE_BYTES, because: 'the default: 2 GiB' }
      : {
          value: Math.round((allocatedGigabytes * BYTES_OF_A_GIGABYTE) / 10),
          because: `a tenth of its ${allocatedGigabytes} GiB`,
        };
  const free = metric('free', 'Free storage, bytes', family, 'FreeStorageSpace', 'Minimum');
  return levelOf(
    resource,
    { key: 'storage', title: 'little storage left' },
    threshold,
    [free],
    LESS,
  );
}

/** Of both balances the one that is lower; a class without them has none to lose. */
function burst(resource: Watched, family: WrittenFamily): AlarmPlan {
  return levelOf(
    resource,
    { key: 'burst', title: 'little of its disk’s burst left' },
    { value: 10, because: 'the default' },
    [
      metric('io', 'Of operations, %', family, 'EBSIOBalance%', 'Minimum'),
      metric('bytes', 'Of bytes, %', family, 'EBSByteBalance%', 'Minimum'),
      expression(
        'left',
        'Left, %',
        'IF(FILL(io, 100) < FILL(bytes, 100), FILL(io, 100), FILL(bytes, 100))',
      ),
    ],
    { comparison: 'LessThanThreshold', missing: NOT_MEASURED },
  );
}

/** At two billion PostgreSQL takes no more writes. */
function transactionIds(resource: Watched, family: WrittenFamily): AlarmPlan {
  return {
    ...levelOf(
      resource,
      { key: 'transaction-ids', title: 'transaction ids that run out' },
      { value: 1_000_000_000, because: 'half of what PostgreSQL has' },
      [metric('ids', 'Ids used', family, 'MaximumUsedTransactionIDs', 'Maximum')],
      { unit: 'ids', missing: NOT_MEASURED },
    ),
    periodSeconds: 300,
    datapoints: { bad: 1, of: 1 },
  };
}

function replicaLag(resource: Watched, family: WrittenFamily): AlarmPlan {
  return {
    ...levelOf(
      resource,
      { key: 'replica-lag', title: 'a replica that falls behind' },
      { value: 60, because: 'the default: a minute' },
      [metric('lag', 'Lag, s', family, 'ReplicaLag', 'Maximum')],
      { unit: 's' },
    ),
    signal: 'latency',
  };
}

export function forAurora(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  const { isServerless, engine } = resource.facts;
  const writer = { ...family, dimensions: { ...family.dimensions, Role: 'WRITER' } };
  return [
    cpu(resource, family, 90),
    {
      ...USUAL,
      resource,
      key: 'writer',
      title: 'a writer that has restarted, or does not run',
      role: 'advise',
      signal: 'errors',
      queries: [metric('uptime', 'Uptime, s', writer, 'EngineUptime', 'Average')],
      datapoints: { bad: 2, of: 2 },
      comparison: 'LessThanThreshold',
      threshold: { value: 1, because: 'one that does not run has none' },
      missing: UNKNOWN,
      unit: 's',
    },
    levelOf(
      resource,
      { key: 'cache-hits', title: 'reads that miss its cache' },
      { value: 80, because: 'the default' },
      [metric('hits', 'Cache hits, %', family, 'BufferCacheHitRatio', 'Average')],
      { comparison: 'LessThanThreshold' },
    ),
    ...(engine === undefined || /mysql/.test(engine) ? [history(resource, family)] : []),
    ...(isServerless ? [capacity(resource, family)] : []),
  ];
}

function history(resource: Watched, family: WrittenFamily): AlarmPlan {
  return levelOf(
    resource,
    { key: 'rollback-segments', title: 'rows that long transactions keep' },
    { value: 1_000_000, because: 'the default' },
    [metric('rows', 'Kept', family, 'RollbackSegmentHistoryListLength', 'Average')],
    { unit: 'records', missing: NOT_MEASURED },
  );
}

function capacity(resource: Watched, family: WrittenFamily): AlarmPlan {
  return levelOf(
    resource,
    { key: 'capacity', title: 'little of its capacity left' },
    { value: 90, because: 'the default' },
    [metric('used', 'Capacity used, %', family, 'ACUUtilization', 'Average')],
  );
}

/** Redis and Valkey serve by one thread, which is full long before the node's CPU is. */
export function forElastiCache(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  const node = cpu(resource, family, 90);
  if (resource.facts.engine === 'memcached') return [node];
  return [
    node,
    {
      ...cpu(resource, family, 90),
      key: 'engine-cpu',
      title: 'little CPU of its engine left',
      queries: [metric('cpu', 'Engine’s CPU, %', family, 'EngineCPUUtilization', 'Average')],
    },
    levelOf(
      resource,
      { key: 'memory', title: 'little memory left' },
      { value: 90, because: 'the default' },
      [metric('used', 'Memory used, %', family, 'DatabaseMemoryUsagePercentage', 'Average')],
    ),
  ];
}
