// Puts an item into a world's table as it is, past all that reads and checks it.

import type { Place } from '../../core/noun.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';

export async function putRaw(world: World, { pk, sk }: Place, stored: object): Promise<void> {
  const { M: Item } = attribute({ pk, sk, version: 1, ...stored });
  await world.aws.operate('dynamodb', 'PutItem', { TableName: world.stack.tableName, Item }, home);
}

/** A value in DynamoDB's own form. */
function attribute(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  const fields = Object.entries(value as object).map(([name, of]) => [name, attribute(of)]);
  return { M: Object.fromEntries(fields) };
}
