// What differs between two versions of a pipeline, in the words of its file.

/** Something that was added (no `before`), removed (no `after`) or changed. */
export interface Difference {
  /** As `stages.prod.targets.eu-west-1.weight`: what has a name stands under it, wherever it is in its list. */
  readonly at: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * All that differs from one value to another, in the order of the later one, what was removed last.
 *
 *     { a: 1, b: [{ name: x, c: 1 }] }  to  { b: [{ name: x, c: 2 }] }  →  b.x.c: 1 → 2; a: 1 → nothing
 */
export function differences(before: unknown, after: unknown, at = ''): Difference[] {
  const [old, present] = [keyed(before), keyed(after)];
  if (old === undefined || present === undefined) {
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [
      {
        at,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      },
    ];
  }
  const order = [...new Set([...Object.keys(present), ...Object.keys(old)])];
  return [
    ...order.flatMap((key) =>
      differences(own(old, key), own(present, key), at ? `${at}.${key}` : key),
    ),
    ...moved(before, after, at),
  ];
}

function own(values: Plain, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** An object as it is, a list of named things by their names; undefined for all else. */
function keyed(value: unknown): Plain | undefined {
  if (Array.isArray(value)) {
    const names = namesOf(value);
    return names && Object.fromEntries(names.map((name, index) => [name, value[index]]));
  }
  return typeof value === 'object' && value !== null ? (value as Plain) : undefined;
}

function namesOf(list: readonly unknown[]): readonly string[] | undefined {
  const names = list.map((item) =>
    typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : undefined,
  );
  const all = names.filter((name) => name !== undefined);
  return list.length > 0 && all.length === list.length ? all : undefined;
}

/** The order of stages and waves is the order of the release. */
function moved(before: unknown, after: unknown, at: string): Difference[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const [old, present] = [namesOf(before) ?? [], namesOf(after) ?? []];
  const [was, is] = [new Set(old), new Set(present)];
  const kept = old.filter((name) => is.has(name));
  const now = present.filter((name) => was.has(name));
  if (kept.every((name, index) => name === now[index])) return [];
  return [{ at: `${at} (order)`, before: kept.join(', '), after: now.join(', ') }];
}

/** A difference as a person reads it: `~ stages.prod.bake.for: 1h → 4h`. */
export function differenceText({ at, before, after }: Difference): string {
  if (before === undefined) return `+ ${at}: ${shown(after)}`;
  if (after === undefined) return `- ${at}: ${shown(before)}`;
  return `~ ${at}: ${shown(before)} → ${shown(after)}`;
}

const LONGEST = 100;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
