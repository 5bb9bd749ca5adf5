// The kinds and units of metrics: closed lists, in the judge's words and in CloudWatch's, read once.

/** What a metric tells of. `other` is held against its past alone, with a wide tolerance. */
export const kinds = [
  'availability',
  'errors',
  'latency',
  'traffic',
  'cpu',
  'memory',
  'network',
  'other',
] as const;

export type Kind = (typeof kinds)[number];

/**
 * The units that the judge tells apart, each with the other words for it. Source: CloudWatch's `StandardUnit`, and what
 * exporters write. `''` is a unit that nobody knows.
 */
const words = {
  '': ['None', 'unknown'],
  '%': ['Percent', 'percentage', 'pct'],
  Count: ['requests', 'request', 'counts', 'errors', 'events'],
  s: ['Seconds', 'second', 'sec', 'secs'],
  ms: ['Milliseconds', 'millisecond', 'msec', 'millis'],
  us: ['Microseconds', 'microsecond', 'usec', 'µs', 'μs'],
  'Count/Second': ['requests/s', 'req/s', 'rps', 'count/s', '1/s', 'ops/s', 'qps'],
  ratio: ['1', 'rate', 'fraction'],
  norm: ['normalized', 'normalised'],
  cores: ['core', 'vcpu', 'cpus', 'millicores', 'mcores'],
  Bytes: ['B', 'byte'],
  Kilobytes: ['KB', 'KiB'],
  Megabytes: ['MB', 'MiB'],
  Gigabytes: ['GB', 'GiB'],
  Terabytes: ['TB', 'TiB'],
  Bits: ['bit'],
  Kilobits: ['kbit'],
  Megabits: ['Mbit'],
  Gigabits: ['Gbit'],
  Terabits: ['Tbit'],
  'Bytes/Second': ['B/s'],
  'Kilobytes/Second': ['KB/s', 'KiB/s'],
  'Megabytes/Second': ['MB/s', 'MiB/s'],
  'Gigabytes/Second': ['GB/s', 'GiB/s'],
  'Terabytes/Second': ['TB/s', 'TiB/s'],
  'Bits/Second': ['bit/s'],
  'Kilobits/Second': ['kbit/s'],
  'Megabits/Second': ['Mbit/s'],
  'Gigabits/Second': ['Gbit/s'],
  'Terabits/Second': ['Tbit/s'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Unit = keyof typeof words;

export const units = Object.keys(words) as readonly Unit[];

/** Capitals tell no two of these apart. */
const byWord: ReadonlyMap<string, Unit> = new Map(
  units.flatMap((unit) =>
    [unit, ...words[unit]].map((word) => [word.toLowerCase(), unit] as const),
  ),
);

/**
 * The unit that a word means; undefined where it means none.
 *
 *     'Percent', 'percent', '%'  →  '%'
 *     'requests', 'count'        →  'Count'
 *     'furlongs'                 →  undefined
 */
export function unitOf(word: string): Unit | undefined {
  return byWord.get(word.trim().toLowerCase());
}

/** The kind that a word means, in capitals or not; undefined where it means none. */
export function kindOf(word: string): Kind | undefined {
  const small = word.trim().toLowerCase();
  return kinds.find((kind) => kind === small);
}
