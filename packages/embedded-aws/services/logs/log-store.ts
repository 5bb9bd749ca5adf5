// The log groups of one account and region: what was put there, and what is computed when it is asked for.

import { createHash } from 'node:crypto';

/** A line as whoever logs it says it. */
export interface Logged {
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** What a group holds from one moment until before another; computed when asked for, the same each time. */
export type LogSource = (from: number, until: number) => readonly Logged[];

export interface LogEvent extends Logged {
  readonly id: string;
  /** From then on it is found: until then it is on its way. */
  readonly ingestedAt: number;
}

export interface LogGroups {
  /** Makes a group, unless it is there. */
  create(group: string): void;
  put(group: string, line: Logged): void;
  /** Asked for nothing before that moment, however far back somebody looks. */
  feed(group: string, source: LogSource, since: number): void;
  has(group: string): boolean;
  /** What is found at that moment, in the order of its times. */
  events(group: string, span: Span): readonly LogEvent[];
}

export interface Span {
  readonly from: number;
  readonly until: number;
  /** What is found is what had come by then. */
  readonly asOf: number;
}

interface Group {
  readonly put: LogEvent[];
  readonly sources: { readonly source: LogSource; readonly since: number }[];
}

/** No line is on its way for longer. */
const MOST_LAG_MILLIS = 5_000;

export function logGroups(): LogGroups {
  const groups = new Map<string, Group>();

  function groupOf(name: string): Group {
    const known = groups.get(name) ?? { put: [], sources: [] };
    groups.set(name, known);
    return known;
  }

  return {
    create: (name) => void groupOf(name),
    put(name, line) {
      const { put } = groupOf(name);
      put.push(eventOf(name, line, put.length));
    },
    feed: (name, source, since) => void groupOf(name).sources.push({ source, since }),
    has: (name) => groups.has(name),
    events(name, { from, until, asOf }) {
      const { put, sources } = groupOf(name);
      const computed = sources.flatMap(({ source, since }) =>
        computedFrom(name, source(Math.max(from, since), until)),
      );
      return [...put, ...computed]
        .filter(({ at, ingestedAt }) => at >= from && at < until && ingestedAt <= asOf)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
  };
}

/** A line is the same whichever span it is asked for in: of those that say the same, each is one. */
function computedFrom(group: string, lines: readonly Logged[]): LogEvent[] {
  const counts = new Map<string, number>();
  return lines.map((line) => {
    const said = `${line.stream}\n${line.at}\n${line.text}`;
    const count = counts.get(said) ?? 0;
    counts.set(said, count + 1);
    return eventOf(group, line, count);
  });
}

/** Each line has its own lag, so that one may be found after another that came later. */
function eventOf(group: string, line: Logged, index: number): LogEvent {
  const { stream, at, text } = line;
  const said = `${group}\n${stream}\n${at}\n${text}\n${index}`;
  const hash = createHash('sha256').update(said).digest();
  const lag = hash.readUInt16BE(0) % (MOST_LAG_MILLIS + 1);
  const id = `${at}${hash.readBigUInt64BE(2)}${hash.readBigUInt64BE(10)}`.padStart(56, '0');
  return { ...line, id: id.slice(-56), ingestedAt: at + lag };
}
