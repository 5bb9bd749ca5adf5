import { changed, goodService, judged, target } from './service.ts';

test('cells and words that others do not share may change together', () => {
  const both = `${target('a', 'ap-southeast-2', 4, 'cell: c1, apart: [x]')}\n          - ${target('b', 'ap-southeast-2', 4, 'cell: c1, apart: [y]')}`;

  expect(judged(changed([target('sydney', 'ap-southeast-2', 8), both]))).toEqual([]);
});

test('an alarm whose name says nothing is no more than a piece of advice', () => {
  const text = changed(['[box-errors, box-latency, box-throttles]', '[box-rollback]']);

  expect(
    judged(text, { policy: '{ policy: p, rules: { alarms-cover: { level: enforce } } }' }),
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

  expect(judged(text)).toMatchObject([
    { rule: 'alarms-cover', text: expect.stringContaining('cover saturation, got') },
  ]);
});

test('a target without a weight weighs 1, and it is said that none has one', () => {
  const text = goodService.replaceAll(/weight: \d+, /g, '');

  const shares = judged(text).map(({ rule, text: said }) => [rule, / got .*/.exec(said)![0]]);

  expect(shares).toEqual([
    ['one-box-first', ' got 20% (no target says its weight: each counts the same)'],
    ['wave-share', ' got 40% (no target says its weight: each counts the same)'],
  ]);
});
