// ItemBatcher: several items to one child.

import type { ItemBatcher } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { jsonBytes } from '../json-size.ts';
import { PAYLOAD_BYTES } from '../limits.ts';
import { wholeNumber } from '../numbers.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

export interface Batch {
  readonly input: Json;
  /** How many items it holds. */
  readonly items: number;
}

/** Cuts the items into `{ BatchInput, Items }` within the batcher's limits, in order. */
export function batchItems(visit: Visit, batcher: ItemBatcher, items: readonly Json[]): Batch[] {
  const field = 'ItemBatcher';
  const maxItems = wholeNumber(visit, batcher.maxItems, `${field}/MaxItemsPerBatch`, { least: 1 });
  const maxBytes = wholeNumber(visit, batcher.maxBytes, `${field}/MaxInputBytesPerBatch`, {
    least: 1,
    most: PAYLOAD_BYTES,
  });
  const shared = batcher.input
    ? { BatchInput: evaluateTemplate(batcher.input, surroundings(visit)) }
    : {};
  const limits = { items: maxItems ?? items.length, bytes: maxBytes ?? PAYLOAD_BYTES };
  const overhead = jsonBytes({ ...shared, Items: [] });
  return cut(items, limits, overhead).map((group) => ({
    input: { ...shared, Items: group },
    items: group.length,
  }));
}

function cut(items: readonly Json[], limits: { items: number; bytes: number }, overhead: number) {
  const groups: Json[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = jsonBytes(item) + 1;
    const last = groups.at(-1);
    if (overhead + size > limits.bytes) throw tooLarge(overhead + size, limits.bytes);
    if (last && last.length < limits.items && bytes + size <= limits.bytes) {
      last.push(item);
      bytes += size;
    } else {
      groups.push([item]);
      bytes = overhead + size;
    }
  }
  return groups;
}

function tooLarge(bytes: number, limit: number): StateFailure {
  const cause = `Expected each item to fit into a batch of ${limit} bytes, got one that needs ${bytes}.`;
  return new StateFailure('States.DataLimitExceeded', cause);
}
