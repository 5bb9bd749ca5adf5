// What can be read of a list in the table: what is damaged there is not what is told of.

import type { Table } from '../../aws/dynamodb.ts';
import type { Range } from '../../core/noun.ts';

export async function readableIn<Item>(
  table: Pick<Table, 'readable'>,
  range: Range<Item>,
): Promise<Item[]> {
  return [...(await table.readable(range)).items];
}
