// Puts an item into the table as an earlier Tidegate would have written it, or as nobody can read it.

import type { Place } from '../../core/noun.ts';
import type { Stack } from '../stack/stack.ts';
import type { BaselineParts } from './baseline.ts';
import type { Pipelines } from './pipelines.ts';
import { home } from './place.ts';

export interface LeftParts extends BaselineParts {
  readonly pipelines: Pipelines;
  readonly stack: Stack;
}

/** Without the version of its noun, as the first Tidegate wrote it, unless one is given. */
export async function putRaw(
  { aws, stack }: Pick<LeftParts, 'aws' | 'stack'>,
  { pk, sk }: Place,
  item: object,
  schema?: number,
): Promise<void> {
  const stored = { pk, sk, item, version: 1, entries: [], ...(schema && { schema }) };
  const Item = Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, attributeOf(value)]),
  );
  await aws.operate('dynamodb', 'PutItem', { TableName: stack.tableName, Item }, home);
}

/** As DynamoDB has it. */
export function attributeOf(value: unknown): object {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  const members = Object.entries(value as object).filter(([, of]) => of !== undefined);
  return { M: Object.fromEntries(members.map(([name, of]) => [name, attributeOf(of)])) };
}
