// Traces of one version, and which a person should look at first.

import { type FoundTrace, linkOfTrace, whoseTrace, worstFirst } from '../../../core/logs/trace.ts';

const arn = (qualifier: string) =>
  `arn:aws:lambda:eu-west-1:222233334444:function:shop${qualifier}`;

test.each([
  ['by its number', [arn(':7')], 0, undefined, 'ours'],
  ['by another number', [arn(':6')], 0, undefined, 'others'],
  ['by both, as it calls itself', [arn(':6'), arn(':7')], 0, undefined, 'ours'],
  ['by its alias, after all traffic had moved', [arn(':live')], 10, 5, 'ours'],
  ['by its alias, while it moved', [arn(':live')], 4, 5, 'unknown'],
  ['by its alias, and it has not moved yet', [arn(':live')], 4, undefined, 'unknown'],
  ['by its name alone, after that', [arn('')], 10, 5, 'ours'],
  ['by another number, after that', [arn(':6')], 10, 5, 'others'],
  [
    'through a function that is called alike',
    ['arn:aws:lambda:r:1:function:shop-b:7'],
    4,
    5,
    'unknown',
  ],
])('a trace through it %s', (_, resources, at, wholeSince, expected) => {
  expect(whoseTrace({ resources, at }, { name: 'shop', version: '7', wholeSince })).toBe(expected);
});

test('those that failed come first, then the slowest', () => {
  const trace = (id: string, seconds: number, bad?: FoundTrace['bad']): FoundTrace => ({
    id,
    at: 0,
    seconds,
    ...(bad && { bad }),
    resources: [],
  });

  const sorted = worstFirst([
    trace('ok slow', 9),
    trace('error', 1, 'error'),
    trace('fault', 1, 'fault'),
    trace('ok', 1),
    trace('slow fault', 2, 'fault'),
    trace('throttle', 1, 'throttle'),
  ]);

  expect(sorted.map(({ id }) => id)).toEqual([
    ...['slow fault', 'fault', 'throttle', 'error', 'ok slow', 'ok'],
  ]);
});

test('a link leads to the console of its region', () => {
  expect(linkOfTrace('1-5', 'eu-west-1')).toBe(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#xray:traces/1-5',
  );
  expect(linkOfTrace('1-5', 'cn-north-1')).toContain('console.amazonaws.cn');
});
