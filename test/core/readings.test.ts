// What a table in the same process keeps is frozen, and read once; everything else is read as often as it comes.

import * as z from 'zod';
import { noun, readItem } from '../../core/noun.ts';

const place = { pk: 'counters', sk: 'one' };
const shape = z.strictObject({ count: z.number(), said: z.array(z.string()) });
const counter = noun('counter', shape);
const named = noun('named counter', shape.extend({ name: z.string() }), [
  shape.transform((item) => ({ ...item, name: 'unnamed' })),
]);

const kept = () => Object.freeze({ count: 1, said: ['here'] });

test('an item that is kept as it is, is read alike each time, and never as the object of another reading', () => {
  const item = kept();

  const [first, second, third] = [1, 2, 3].map(() => readItem(counter, place, { item }));

  expect([second, third]).toEqual([first, first]);
  expect(new Set([first, second, third])).toHaveProperty('size', 3);
  expect(third?.said).toBe(first?.said);
});

test('nobody can change what others read', () => {
  const item = kept();

  const [before, after] = [readItem(counter, place, { item }), readItem(counter, place, { item })];

  expect(() => before.said.push('there')).toThrow(TypeError);
  expect(Object.assign(after, { count: 2 })).not.toEqual(readItem(counter, place, { item }));
});

test('it is read anew as another noun, and as of another version', () => {
  const item = kept();
  readItem(counter, place, { item });

  expect(readItem(named, place, { item, schema: 1 })).toMatchObject({ name: 'unnamed' });
  expect(() => readItem(named, place, { item, schema: 2 })).toThrow(/expected the named counter/);
  expect(() => readItem(counter, place, { item, schema: 2 })).toThrow(/of a version up to 1/);
});

test('an item that is not frozen is read as it is now', () => {
  const item = { count: 1, said: ['here'] };
  readItem(counter, place, { item });

  Object.assign(item, { count: 'two' });

  expect(() => readItem(counter, place, { item })).toThrow(/expected number, received string/);
});
