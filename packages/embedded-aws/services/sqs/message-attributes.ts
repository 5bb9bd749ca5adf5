// The attributes of a message, and the digest that clients check them by.

import { createHash } from 'node:crypto';

export interface MessageAttribute {
  readonly DataType: 'String';
  readonly StringValue: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What AWS writes before a value that is text; bytes are none of what is simulated. */
const TEXT = Buffer.from([1]);

/** AWS's own encoding: by name; each piece with its length before it; what kind of value before the value. */
export function digestOf(attributes: MessageAttributes): string {
  const digest = createHash('md5');
  const add = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    digest.update(length).update(text);
  };
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { DataType, StringValue }] of sorted) {
    add(name);
    add(DataType);
    digest.update(TEXT);
    add(StringValue);
  }
  return digest.digest('hex');
}
