// YAML nodes as the values they mean to CloudFormation: `!Ref X` is { Ref: X }, whichever form was written.

import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, type Pair } from 'yaml';

/** More values than this, aliases written out, is no template that CloudFormation takes (it takes 1 MB of text). */
const MOST_VALUES = 400_000;
const DEEPEST = 200;

/** Short forms whose long form is not `Fn::` and the name. */
const LONG: Readonly<Record<string, string>> = { '!Ref': 'Ref', '!Condition': 'Condition' };

export class TooLargeError extends Error {}

/**
 * The plain value of a document. Throws `TooLargeError` where aliases would make it too large or deep.
 *
 *     !Ref Table                →  { Ref: 'Table' }
 *     !GetAtt Table.Arn         →  { 'Fn::GetAtt': ['Table', 'Arn'] }
 *     !Sub '${Table}-x'         →  { 'Fn::Sub': '${Table}-x' }
 *     !If [ A, b, !Ref C ]      →  { 'Fn::If': ['A', 'b', { Ref: 'C' }] }
 */
export function plainValueOf(document: Document): unknown {
  let values = 0;

  function plain(node: unknown, depth: number): unknown {
    values += 1;
    if (values > MOST_VALUES) throw new TooLargeError(`more than ${MOST_VALUES} values`);
    if (depth > DEEPEST) throw new TooLargeError(`values more than ${DEEPEST} deep`);
    if (isAlias(node)) return plain(node.resolve(document), depth + 1);
    return longForm(node, untagged(node, depth));
  }

  function untagged(node: unknown, depth: number): unknown {
    if (isMap(node)) return mapping(node.items, depth);
    if (isSeq(node)) return node.items.map((item) => plain(item, depth + 1));
    return isScalar(node) ? scalarOf(node) : (node ?? null);
  }

  function mapping(items: readonly Pair[], depth: number): Record<string, unknown> {
    const merged: [string, unknown][] = [];
    const own: [string, unknown][] = [];
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.source ?? key.value) : String(key);
      const read = plain(value, depth + 1);
      if (name === '<<') merged.push(...entriesToMerge(read));
      else own.push([name, read]);
    }
    return Object.fromEntries([...merged, ...own]);
  }

  return plain(document.contents, 0);
}

/** Throws `TooLargeError` for what came from JSON and is larger or deeper than the same in YAML may be. */
export function refuseTooLarge(value: unknown): void {
  let values = 0;
  const look = (each: unknown, depth: number): void => {
    values += 1;
    if (values > MOST_VALUES) throw new TooLargeError(`more than ${MOST_VALUES} values`);
    if (depth > DEEPEST) throw new TooLargeError(`values more than ${DEEPEST} deep`);
    if (typeof each !== 'object' || each === null) return;
    for (const inner of Object.values(each)) look(inner, depth + 1);
  };
  look(value, 0);
}

/** Earlier mappings win over later ones, so they come last. */
function entriesToMerge(value: unknown): [string, unknown][] {
  const all = Array.isArray(value) ? [...value].reverse() : [value];
  return all.flatMap((each) =>
    typeof each === 'object' && each !== null ? Object.entries(each) : [],
  );
}

/** An account id such as 012345678901 is text, whatever YAML makes of its digits. */
function scalarOf({ value, source }: { readonly value: unknown; readonly source?: string }) {
  const loses = typeof value === 'number' && source !== undefined && /^0\d/.test(source);
  return loses ? source : value;
}

function longForm(node: unknown, value: unknown): unknown {
  const tag = isScalar(node) || isCollection(node) ? node.tag : undefined;
  if (tag === undefined || !/^!\w+$/.test(tag)) return value;
  const name = LONG[tag] ?? `Fn::${tag.slice(1)}`;
  return { [name]: name === 'Fn::GetAtt' ? attributeOf(value) : value };
}

function attributeOf(value: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('.')) return value;
  const dot = value.indexOf('.');
  return [value.slice(0, dot), value.slice(dot + 1)];
}
