import type { Charge } from '../../../core/judging/charge.ts';
import { keptCharges, keptTexts, keptVerdict } from '../../../core/judging/kept-charges.ts';
import { reasonOf } from '../../../core/plain-reason.ts';

const charge = (name: string, target: string, since?: string): Charge => ({
  ...{ by: 'alarm', name, target, text: `alarm ${name} of ${target}` },
  ...(since && { since }),
});
const texts = (count: number) => Array.from({ length: count }, (_, at) => `reason ${at}`);

test('of very many reasons the first are kept, with how many more there are', () => {
  expect(keptTexts(texts(20))).toEqual(texts(20));
  expect(keptTexts(texts(950))).toEqual([...texts(20), 'and 930 more']);
  expect(reasonOf(keptTexts(texts(950)))).toBe(reasonOf(texts(950)));
  expect(keptTexts(['x'.repeat(5_000)])[0]).toHaveLength(1_000);
});

test('of very many charges the earliest is kept, and one of each name, before the others', () => {
  const loud = Array.from({ length: 100 }, (_, at) =>
    charge('loud', `t${at}`, '2026-11-23T09:05Z'),
  );
  const quiet = charge('quiet', 't0');
  const earliest = charge('loud', 'last', '2026-11-23T09:01Z');

  const { charges, more } = keptCharges([...loud, quiet, earliest]);

  expect([charges.length, more]).toEqual([20, 82]);
  expect(charges.slice(0, 3)).toEqual([earliest, loud[0], quiet]);
  expect(keptCharges(loud.slice(0, 20))).toEqual({ charges: loud.slice(0, 20) });
});

test('a verdict without charges is kept without them', () => {
  expect(keptVerdict({ verdict: 'pass', reasons: ['1 alarm OK throughout'] })).toEqual({
    verdict: 'pass',
    reasons: ['1 alarm OK throughout'],
  });
});
