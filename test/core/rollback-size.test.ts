// A rollback by hand that could not be kept is refused before anything is done.

import { refuseTooLarge } from '../../core/rollback-size.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `checkout-eu-cell-${at}`);

test('nine thousand targets are taken back at once', () => {
  expect(() => refuseTooLarge(names(9_000), {})).not.toThrow();
});

test.each([
  ['that return', names(20_000), {}],
  [
    'that stay',
    names(9_000),
    Object.fromEntries(names(3_000).map((name) => [name, 'x'.repeat(60)])),
  ],
])('more targets %s than an item holds are refused, with a way', (_, targets, staying) => {
  expect(() => refuseTooLarge(targets, staying)).toThrow(
    /at most 340000 bytes to be named, got \d+ for \d+ targets: take it back stage by stage/,
  );
});
