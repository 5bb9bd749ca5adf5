// The operations that a table in memory answers by itself, where the input is plain. Everything else is dynalite's, on
// the same items: what is wrong with an input, and how much of DynamoDB there is, it alone knows.

import { AwsError } from '../../service.ts';
import { type Item, isEmpty, isObject, keptItem, keyText, NOT_PLAIN } from './attributes.ts';
import { conditionOf, expressionIn, isAccepted } from './conditions.ts';
import { queried } from './key-conditions.ts';
import type { Input, MemoryTable } from './memory-table.ts';

/** Answers; throws `NOT_PLAIN` where it had rather not. */
type Quick = (table: MemoryTable, input: Input) => object;

export const QUICK: Readonly<Record<string, Quick>> = {
  GetItem(table, input) {
    onlyMembers(input, 'TableName', 'Key', 'ConsistentRead');
    const found = table.items.get(...keyIn(table, input));
    return found ? { Item: found.item } : {};
  },

  PutItem(table, input) {
    onlyMembers(input, 'TableName', 'Item', ...EXPRESSIONS);
    const kept = keptItem(input.Item);
    const { hash, range } = table;
    const [pk, sk] = [keyText(kept.item[hash], HASH_BYTES), keyText(kept.item[range], RANGE_BYTES)];
    mustMeet(input, table.items.get(pk, sk)?.item);
    table.items.put(pk, sk, kept);
    return {};
  },

  DeleteItem(table, input) {
    onlyMembers(input, 'TableName', 'Key', 'ReturnValues', ...EXPRESSIONS);
    const { ReturnValues: wanted = 'NONE' } = input;
    if (wanted !== 'NONE' && wanted !== 'ALL_OLD') throw NOT_PLAIN;
    const key = keyIn(table, input);
    const before = table.items.get(...key)?.item;
    mustMeet(input, before);
    table.items.remove(...key);
    return before && wanted === 'ALL_OLD' ? { Attributes: before } : {};
  },

  Query(table, input) {
    onlyMembers(
      input,
      ...['TableName', 'KeyConditionExpression', 'ExpressionAttributeValues', 'ConsistentRead'],
      ...['ScanIndexForward', 'Limit', 'ExclusiveStartKey'],
    );
    return queried(table, input);
  },
};

const EXPRESSIONS = [
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
] as const;

/** DynamoDB's limits for the two parts of a key. */
const HASH_BYTES = 2048;
const RANGE_BYTES = 1024;

function onlyMembers(input: Input, ...names: readonly string[]): void {
  for (const name in input) if (input[name] !== undefined && !names.includes(name)) throw NOT_PLAIN;
  const { ConsistentRead: consistent } = input;
  if (consistent !== undefined && typeof consistent !== 'boolean') throw NOT_PLAIN;
}

function keyIn({ hash, range }: MemoryTable, { Key: key }: Input): [string, string] {
  if (!isObject(key)) throw NOT_PLAIN;
  const { [hash]: pk, [range]: sk, ...others } = key;
  if (!isEmpty(others)) throw NOT_PLAIN;
  return [keyText(pk, HASH_BYTES), keyText(sk, RANGE_BYTES)];
}

/** Throws what DynamoDB answers where the item does not meet the input's condition. */
function mustMeet(input: Input, item: Item | undefined): void {
  const expression = expressionIn(input, 'ConditionExpression');
  if (!expression) return;
  const condition = conditionOf(expression);
  if (!condition || !isAccepted(expression)) throw NOT_PLAIN;
  if (condition(item, expression.values)) return;
  throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
}
