import { few } from '../../core/few.ts';

const many = Array.from({ length: 500 }, (_, index) => `service-${index}`);

test.each([
  [['a', 'b'], 'a, b'],
  [[], ''],
])('a short list is told whole: %j', (names, text) => {
  expect(few(names)).toBe(text);
});

test('a long one is cut, with a count', () => {
  expect(few(many)).toMatch(/^service-0, .*, service-19, and 480 more$/);
  expect(few(many, 2)).toBe('service-0, service-1, and 498 more');
});
