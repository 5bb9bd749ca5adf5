// A stack's own triggers take back what is brought there: they prove something only where something of it was there.

import { build, oneTarget } from './pipelines.ts';
import { type Played, play } from './played.ts';

const stack =
  '{ name: live, account: "111122223333", region: us-east-1, stack: { name: shop }, alarms: [live-errors] }';
const day = { baseline: 'old', builds: [build('new')] };

const isBarred = ({ report }: Played) =>
  report.ledger.some(({ event }) => event === 'RevisionQuarantined');

test.each([
  ['before anything of it was changed', '5m', false],
  ['once something of it was', '10m16s', true],
])('a stack’s own trigger that fires %s bars its revision or not', async (_, fires, bars) => {
  const triggers = [{ target: 'live', alarm: 'throttled', monitoredFor: '0m', fires }];

  const played = await play(oneTarget({ of: stack }), { ...day, triggers });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(isBarred(played)).toBe(bars);
});
