// What functions wrote into the table, read from the calls as AWS got them.

import type { MadeCall, RunRecord } from './run-record.ts';

/** A write that took effect: the item as it was put, or none where it was removed. */
export interface Write extends MadeCall {
  readonly pk: string;
  readonly sk: string;
  readonly item: Attribute | undefined;
}

/** As DynamoDB has it. */
export interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly M?: Readonly<Record<string, Attribute>>;
  readonly L?: readonly Attribute[];
}

export type Attributes = Readonly<Record<string, Attribute | undefined>>;

const WRITE = /^dynamodb:(Put|Delete|Update)Item$/;

export function isWrite(call: string): boolean {
  return WRITE.test(call);
}

/** In the order in which they were made. */
export function writesOf({ calls }: Pick<RunRecord, 'calls'>): Write[] {
  return calls.flatMap((made) => {
    if (!made.tookEffect || !isWrite(made.call)) return [];
    const { Item, Key } = made.input as { Item?: Attributes; Key?: Attributes };
    const { pk, sk } = Item ?? Key ?? {};
    return [{ ...made, pk: pk?.S ?? '', sk: sk?.S ?? '', item: Item?.item }];
  });
}

/** The key that a call of the table names; undefined for what names none, as a query. */
export function placeOf({ input }: MadeCall): string | undefined {
  const { Item, Key } = input as { Item?: Attributes; Key?: Attributes };
  const { pk, sk } = Item ?? Key ?? {};
  return pk?.S && `${pk.S} ${sk?.S}`;
}

/** What an attribute says, as a value. */
export function plainValueOf({ S, N, BOOL, M, L }: Attribute): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (L !== undefined) return L.map(plainValueOf);
  if (M === undefined) return BOOL ?? null;
  return Object.fromEntries(Object.entries(M).map(([name, of]) => [name, plainValueOf(of)]));
}
