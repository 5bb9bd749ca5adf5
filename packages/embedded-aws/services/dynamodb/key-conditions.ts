// Query in a table in memory: one partition, its sort keys all, from a beginning, or between two.

import { type Item, isEmpty, isObject, type KeptItem, keyText, NOT_PLAIN } from './attributes.ts';
import { expressionIn, isAccepted } from './conditions.ts';
import { inBytes } from './kept-items.ts';
import type { Input, MemoryTable } from './memory-table.ts';

/** Which sort keys: from where, and whether one is still among them. */
interface Ranges {
  readonly from: string;
  readonly holds: (range: string) => boolean;
}

const EQUALS = /^(\w+) = (:\w+)(?: AND (.+))?$/;
const BEGINS = /^begins_with\((\w+), (:\w+)\)$/;
const BETWEEN = /^(\w+) BETWEEN (:\w+) AND (:\w+)$/;

/** A page ends after a megabyte, which is counted elsewhere. */
const MOST_WEIGHT = 1_000_000;
const KEY_BYTES = 1024;

export function queried(table: MemoryTable, input: Input): object {
  const { pk, ranges } = conditionIn(table, input);
  const forward = isForward(input);
  const limit = limitIn(input);
  const all = table.items.between(pk, ranges.from, ranges.holds);
  const ordered = forward ? all : all.toReversed();
  const left = after(table, input, { pk, ranges, forward }, ordered);
  const page = limit === undefined ? left : left.slice(0, limit);
  if (page.reduce((sum, { weight }) => sum + weight, 0) > MOST_WEIGHT) throw NOT_PLAIN;
  const Items = page.map(({ item }) => item);
  const last = limit !== undefined && page.length >= limit ? Items.at(-1) : undefined;
  const counts = { ScannedCount: page.length, Count: page.length };
  return { ...counts, Items, ...(last && { LastEvaluatedKey: keyOf(table, last) }) };
}

function conditionIn({ hash, range }: MemoryTable, input: Input) {
  const expression = expressionIn(input, 'KeyConditionExpression');
  if (!expression || !isAccepted(expression)) throw NOT_PLAIN;
  const { text, values } = expression;
  const [, name, value = '', rest] = EQUALS.exec(text) ?? [];
  if (name !== hash) throw NOT_PLAIN;
  const { ranges, used } = rangesOf(range, rest, values);
  if (Object.keys(values).length !== used + 1) throw NOT_PLAIN;
  return { pk: keyText(values[value], KEY_BYTES), ranges };
}

function rangesOf(range: string, text: string | undefined, values: Input) {
  if (text === undefined) return { ranges: { from: '', holds: () => true }, used: 0 };
  const [, begins, start = ''] = BEGINS.exec(text) ?? [];
  if (begins === range) {
    const from = boundText(values[start]);
    return { ranges: { from, holds: (each: string) => each.startsWith(from) }, used: 1 };
  }
  const [, between, low = '', high = ''] = BETWEEN.exec(text) ?? [];
  if (between !== range || low === high) throw NOT_PLAIN;
  const [from, until] = [boundText(values[low]), boundText(values[high])];
  if (from > until) throw NOT_PLAIN;
  return { ranges: { from, holds: (each: string) => each <= until }, used: 2 };
}

/** Dynalite holds bounds against each other as JavaScript does, and items against bounds as bytes. */
function boundText(value: unknown): string {
  const text = keyText(value, KEY_BYTES);
  if (inBytes(text) !== text) throw NOT_PLAIN;
  return text;
}

function isForward({ ScanIndexForward: forward = true }: Input): boolean {
  if (typeof forward !== 'boolean') throw NOT_PLAIN;
  return forward;
}

function limitIn({ Limit: limit }: Input): number | undefined {
  if (limit === undefined) return undefined;
  if (!Number.isInteger(limit) || (limit as number) < 1) throw NOT_PLAIN;
  return limit as number;
}

/** What comes after the key that a page ended with; one that is not of this query is not plain. */
function after(
  table: MemoryTable,
  { ExclusiveStartKey: start }: Input,
  asked: { readonly pk: string; readonly ranges: Ranges; readonly forward: boolean },
  items: readonly KeptItem[],
): readonly KeptItem[] {
  if (start === undefined) return items;
  if (!isObject(start)) throw NOT_PLAIN;
  const { [table.hash]: pk, [table.range]: sk, ...others } = start;
  const last = boundText(sk);
  const isOfQuery = last >= asked.ranges.from && asked.ranges.holds(last);
  if (!isEmpty(others) || keyText(pk, KEY_BYTES) !== asked.pk || !isOfQuery) throw NOT_PLAIN;
  return items.filter(({ item }) => {
    const each = inBytes(keyText(item[table.range], 4 * KEY_BYTES));
    return asked.forward ? each > last : each < last;
  });
}

function keyOf({ hash, range }: MemoryTable, item: Item): Item {
  return { [hash]: item[hash] ?? {}, [range]: item[range] ?? {} };
}
