import { cbor, tag } from '@smithy/core/cbor';
import { readCbor } from '../../transport/protocols/cbor.ts';
import { checkCbor } from '../../transport/protocols/cbor-bounds.ts';

const read = (body: Uint8Array) =>
  readCbor({
    method: 'POST',
    host: '127.0.0.1',
    path: '/service/GraniteServiceVersion20100801/operation/DescribeAlarms',
    query: {},
    headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    body,
  }).input;

/** `{"a": …}`, with these bytes for the value. */
const holding = (...parts: (number | Uint8Array)[]) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from([0xa1, 0x61, 0x61]),
      ...parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : part)),
    ]),
  );
const many = (count: number, byte: number) => new Uint8Array(count).fill(byte);

test('what the SDK writes is read as it was meant', () => {
  const time = new Date('2026-11-20T14:00:00.250Z');
  const sent = {
    name: 'ä'.repeat(300),
    count: 2 ** 40,
    share: -0.5,
    on: true,
    none: null,
    list: [1, [2]],
  };
  const bytes = new Uint8Array([1, 2, 3]);

  const body = cbor.serialize({
    ...sent,
    time: tag({ tag: 1, value: time.getTime() / 1000 }),
    bytes,
  });

  expect(read(body)).toEqual({ ...sent, time, bytes: Buffer.from(bytes) });
});

test('maps, lists and texts whose length a break tells are read, as the SDK of Rust writes them', () => {
  const text = [0x7f, 0x61, 0x62, 0x61, 0x63, 0xff];

  expect(read(new Uint8Array([0xbf, 0x61, 0x61, 0x9f, ...text, 0x02, 0xff, 0xff]))).toEqual({
    a: ['bc', 2],
  });
});

test('a name that all objects have is a name like any other', () => {
  const body = new Uint8Array([0xa1, 0x69, ...Buffer.from('__proto__'), 0xa1, 0x61, 0x61, 0x01]);

  expect(Object.getPrototypeOf(read(body))).toBe(Object.prototype);
});

test.each<[string, Uint8Array, RegExp]>([
  ['a number of 200 kB', holding(0xc2, 0x5a, 0, 3, 0x0d, 0x40, many(200_000, 9)), /a tag that is/],
  ['its negative', holding(0xc3, 0x42, 1, 2), /a tag that is no time/],
  ['a decimal with an exponent of a billion', holding(0xc4, 0x82, 0x1a, 0x3b, 0, 0, 0, 1), /a tag/],
  ['a value that is shared', holding(0xd8, 28, 0x81, 0xd8, 29, 0), /a tag that is no time/],
  ['a tag of eight bytes', holding(0xdb, 0, 0, 0, 1, 0, 0, 0, 1, 0), /a tag that is no time/],
  ['a time that is a list', holding(0xc1, 0x80), /a time that is no number/],
  ['a time of a time', holding(0xc1, 0xc1, 0), /a time that is no number/],
  ['a time without a value', holding(0xc1), /ends too soon/],
  ['a list that claims four billion items', holding(0x9a, 255, 255, 255, 255), /ends too soon/],
  ['a map that claims them', holding(0xbb, 255, 255, 255, 255, 255, 255, 255, 255), /too soon/],
  ['a text that claims them', holding(0x7b, 0, 0, 0, 1, 0, 0, 0, 0), /ends too soon/],
  ['bytes that claim one more than there is', holding(0x42, 1), /ends too soon/],
  ['lists in lists', holding(many(2_000, 0x81), 0), /nested too deep/],
  ['lists without a length in lists', holding(many(2_000, 0x9f)), /nested too deep/],
  ['texts in a text', holding(0x7f, many(2_000, 0x7f)), /nested too deep/],
  ['bytes in a text', holding(0x7f, 0x41, 0, 0xff), /another kind of value/],
  ['values without number', holding(0x9a, 0, 0x0f, 0x42, 0x41, many(1_000_001, 0)), /too many/],
  ['maps without number', holding(0x9f, many(1_000_001, 0xa0)), /too many values/],
  ['a name that is no text', new Uint8Array([0xa1, 1, 1]), /another kind of value/],
  ['a break where a value is due', holding(0xff), /a length that is none/],
  ['a number of no length', holding(0x1f), /a length that is none/],
  ['a reserved length', holding(0x1c), /a length that is none/],
  ['a map that never ends', new Uint8Array([0xbf]), /ends too soon/],
  ['two values', new Uint8Array([0xa0, 0xa0]), /something follows/],
])('%s is refused before anything is made of it', (_, body, why) => {
  expect(() => checkCbor(body)).toThrow(why);
  expect(() => read(body)).toThrow(expect.objectContaining({ name: 'SerializationException' }));
});
