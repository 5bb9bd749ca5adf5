// A person's word in the middle of a rollback drill: it is obeyed, and what it leaves is whole.

import { shareOf } from '../share.ts';
import { build, target } from './pipelines.ts';
import { play } from './played.ts';

const TWO = `pipeline: shop
source: { project: shop-build }
stages:
  - name: gamma
    targets: [${target('a')}, ${target('b')}]
    tests: [{ name: way-back, drill: 10m }]
`;
/** Up until 20m, half until 30m, down until 40m and up until 50m, each with its deployments before. */
const TIMES = ['15m', '21m30s', '28m', '33m', '40m', '47m'];
const at = (time: string, does: string) => ({
  baseline: 'old',
  builds: [build('new', '9m')],
  people: [{ at: time, as: 'ada', does, reason: 'a fair' }],
});

test.each(shareOf(TIMES, 3))(
  'who stops the release at %s leaves each target at one revision whole, and the next release goes its way',
  async (time) => {
    const day = at(time, 'stop');

    const { outcomes, release, report, leftBehind } = await play(TWO, {
      ...day,
      builds: [...day.builds, build('newer', '3h')],
    });

    expect(outcomes()).toEqual(['Stopped', 'Promoted']);
    expect(release('new').reason).not.toContain('not proven');
    expect(report.targets).toEqual({ a: 'newer', b: 'newer' });
    expect(await leftBehind()).toEqual([]);
  },
);

test('where a stop leaves what the drill has brought back, the end says so', async () => {
  const { release, report } = await play(TWO, at('28m', 'stop'));

  expect(release('new').reason).toMatch(/; its drill has left a at #0 \w+$/);
  expect(report.targets).toEqual({ a: 'old', b: 'new' });
});

test.each(shareOf(TIMES, 3))(
  'who rolls back at %s has all of it back, and nothing goes up again',
  async (time) => {
    const { report, leftBehind } = await play(TWO, at(time, 'rollback'));

    expect(report.targets).toEqual({ a: 'old', b: 'old' });
    expect(report.ledger.some(({ event }) => event === 'RollbackAsked')).toBe(true);
    expect(await leftBehind()).toEqual([]);
  },
);

test.each(['hold', 'freeze'])(
  'a %s of its stage lets the drill come to its end, for it brings up what was there before',
  async (does) => {
    const day = at('28m', does);
    const people = day.people.map((person) => ({ ...person, until: '3h' }));

    const { report, leftBehind } = await play(TWO, { ...day, people });

    expect(report.targets).toEqual({ a: 'new', b: 'new' });
    expect(await leftBehind()).toEqual([]);
  },
);
