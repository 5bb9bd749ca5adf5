// When a hold is over by itself.

import { heldAt, heldUntil } from '../../core/hold.ts';

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
const stop = (reason: string, until?: string) => ({
  by: 'arn',
  name: 'ada',
  since: at(0),
  reason,
  ...(until !== undefined && { until }),
});

test.each([
  ['until its minute', [stop('one', at(20))], 19, ['one'], at(20)],
  ['no more at its minute', [stop('one', at(20))], 20, [], undefined],
  [
    'until the last of them is over',
    [stop('one', at(30)), stop('two', at(20))],
    10,
    ['one', 'two'],
    at(30),
  ],
  [
    'by the others once one is over',
    [stop('one', at(20)), stop('two', at(30))],
    20,
    ['two'],
    at(30),
  ],
  [
    'for ever where one of them does',
    [stop('one', at(20)), stop('two')],
    10,
    ['one', 'two'],
    undefined,
  ],
] as const)('a hold holds %s', (_, stops, minute, standing, until) => {
  const held = heldAt({ scope: 'organisation', stops }, new Date(at(minute)));

  expect(held?.stops.map(({ reason }) => reason) ?? []).toEqual(standing);
  expect(held && heldUntil(held)).toBe(until);
});
