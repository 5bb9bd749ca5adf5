import { broken, changed, goodService, target } from './service.ts';

test('cells and words that others do not share may change together', () => {
  const both = `${target('a', 'ap-southeast-2', 4, 'cell: c1, apart: [x]')}\n          - ${target('b', 'ap-southeast-2', 4, 'cell: c1, apart: [y]')}`;

  expect(broken(changed([target('sydney', 'ap-southeast-2', 9), both]))).toEqual([]);
});

test('an alarm whose name says nothing is no more than a piece of advice', () => {
  const text = changed(['[box-errors, box-latency, box-throttles]', '[box-rollback]']);

  expect(
    broken(text, { policy: '{ policy: p, rules: { alarms-cover: { level: enforce } } }' }),
  ).toMatchObject([
    {
      rule: 'alarms-cover',
      level: 'advise',
      unsure: true,
      text: expect.stringContaining('the name of box-rollback does not tell'),
    },
  ]);
});

test('the service’s own name is no word about what its alarm watches', () => {
  const text = changed(
    ['pipeline: shop', 'pipeline: queue-depth'],
    ['[box-errors, box-latency, box-throttles]', '[queue-depth-errors, queue-depth-p99]'],
  );

  expect(broken(text)).toMatchObject([
    { rule: 'alarms-cover', text: expect.stringContaining('cover saturation, got') },
  ]);
});

test('a target without a weight weighs 1, and it is said that none has one', () => {
  const text = goodService.replaceAll(/weight: \d+, /g, '');

  const shares = broken(text).map(({ rule, text: said }) => [rule, / got .*/.exec(said)![0]]);

  expect(shares).toEqual([
    ['one-box-first', ' got 16.67% (no target says its weight: each counts the same)'],
  ]);
});

test('the alarms that tidegate alarms has a target list are known by what it writes', () => {
  const listing = (alarms: string) =>
    changed(['[box-errors, box-latency, box-throttles]', `[${alarms}]`]);
  const covering = (text: string) =>
    broken(text)
      .filter(({ rule }) => rule === 'alarms-cover')
      .map(({ text: found }) => found);

  expect(covering(listing('shop-box-roll-back, shop-box-traffic'))).toEqual([]);
  expect(covering(listing('shop-box-traffic'))).toEqual([
    'expected the alarms of target box to cover errors and latency and saturation, got shop-box-traffic',
  ]);
});
