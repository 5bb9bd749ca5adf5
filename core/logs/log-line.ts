// A line that something of a release has logged, and lines of several places as one.

export interface LogLine {
  /** What the platform calls it: the same line has the same one, however often it is read. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The target, or the test. */
  readonly of: string;
  /** Where on it: a function's environment, a task and its container, an execution, a build. */
  readonly resource: string;
  readonly text: string;
}

/** What was found of one place, and what a person must know beside it. */
export interface Told {
  readonly lines: readonly LogLine[];
  readonly notices: readonly string[];
}

export const NOTHING: Told = { lines: [], notices: [] };

/** All of them in the order of their times; each once. */
export function merged(all: readonly Told[]): Told {
  const lines = new Map<string, LogLine>();
  for (const { lines: own } of all) for (const line of own) lines.set(keyOf(line), line);
  const sorted = [...lines.values()].sort(
    (a, b) => a.at - b.at || a.of.localeCompare(b.of) || (a.id < b.id ? -1 : 1),
  );
  return { lines: sorted, notices: [...new Set(all.flatMap(({ notices }) => notices))] };
}

/** The names of lines alone are unique in their group. */
function keyOf({ of, resource, id }: LogLine): string {
  return JSON.stringify([of, resource, id]);
}

export interface Unseen {
  /** Those that have not been given before; what is told beside them is told once, too. */
  take(told: Told): Told;
}

/**
 * Whoever follows reads the last minutes again and again, for lines come late and out of order. What was given is
 * remembered for as long as it may be read again.
 */
export function unseen(rememberMillis: number): Unseen {
  const given = new Map<string, number>();
  const notices = new Set<string>();
  let newest = 0;

  function isNew(line: LogLine): boolean {
    const key = keyOf(line);
    newest = Math.max(newest, line.at);
    if (given.has(key)) return false;
    given.set(key, line.at);
    return true;
  }

  return {
    take(told) {
      const lines = told.lines.filter(isNew);
      const fresh = told.notices.filter((notice) => !notices.has(notice));
      for (const notice of fresh) notices.add(notice);
      for (const [key, at] of given) if (at < newest - rememberMillis) given.delete(key);
      return { lines, notices: fresh };
    },
  };
}

const DAY_MILLIS = 86_400_000;

/**
 * How the streams of a version begin: by the day that an environment came up, which may have been the day before.
 *
 *     7 of shop, in its own group, on 30 November   →  2026/11/29/[7], 2026/11/30/[7]
 *     the same, in a group of several functions     →  2026/11/29/shop[7], 2026/11/30/shop[7]
 */
export function streamsOfVersion(
  {
    name,
    version,
    isShared,
  }: { readonly name: string; readonly version: string; readonly isShared: boolean },
  { from, until }: { readonly from: number; readonly until: number },
): readonly string[] {
  const first = Math.floor(from / DAY_MILLIS) - 1;
  const last = Math.floor(until / DAY_MILLIS);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = new Date((first + index) * DAY_MILLIS).toISOString().slice(0, 10);
    return `${day.replaceAll('-', '/')}/${isShared ? name : ''}[${version}]`;
  });
}
