// The attributes of a message, and the digest that clients check them by.

import { createHash } from 'node:crypto';

export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, perhaps with a label of the sender's: `String.color`. */
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const TEXT = 1;
const BYTES = 2;

/** AWS's own encoding: by name; each piece with its length before it; what kind of value before the value. */
export function digestOf(attributes: MessageAttributes): string {
  const digest = createHash('md5');
  const add = (piece: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    digest.update(length).update(piece);
  };
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { DataType, StringValue, BinaryValue }] of sorted) {
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    digest.update(Buffer.from([BinaryValue === undefined ? TEXT : BYTES]));
    add(
      BinaryValue === undefined
        ? Buffer.from(StringValue ?? '')
        : Buffer.from(BinaryValue, 'base64'),
    );
  }
  return digest.digest('hex');
}
