// What was approved is asked everything else again: it starts when all lets it, and nothing newer starts by
// its approval.

import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput, secondsAt } from './played.ts';

const POLICY = `policy: acme
people:
  grace: { git: [grace@example.com], principals: ["arn:aws:sts::111122223333:assumed-role/people/grace"] }
roles: { release-manager: [grace] }
`;

/** The world begins at nine; production opens at eleven. */
const shop = oneTarget({
  pipeline: 'gateTimeout: 1d\n',
  bake: '{ for: 5m, judge: { mode: off } }',
  more: 'approvals: { by: [release-manager] }, windows: [{ zone: UTC, days: [mon], from: "11:00", until: "16:00" }]',
});

const approval = {
  at: '30m',
  as: 'grace',
  does: 'approve',
  release: 'first',
  reason: 'reviewed',
} as const;

async function playApproved(words: ScenarioInput) {
  const played = await play(
    shop,
    {
      baseline: 'old',
      policies: [{ file: 'policy.yml' }],
      builds: [{ at: '0s', revision: 'first', author: 'ada@example.com' }],
      people: [approval],
      ...words,
    },
    { files: { 'policy.yml': POLICY } },
  );
  const starts = played.report.ledger
    .filter(({ event }) => event === 'WaveStarted')
    .map(({ at }) => secondsAt(played.world, at) / 3600);
  return { played, starts };
}

test('what is approved waits for its hours all the same', async () => {
  const { played, starts } = await playApproved({});

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(starts).toHaveLength(1);
  expect(starts[0]).toBeGreaterThanOrEqual(2);
});

test('a hold, and an alarm that fires since, keep shut what is approved', async () => {
  const { played, starts } = await playApproved({
    people: [approval, { at: '40m', as: 'grace', does: 'hold', reason: 'a fair', until: '3h' }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '170m', for: '40m' }],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(starts[0]).toBeGreaterThanOrEqual(3.5);
});

test('a newer release ends what was approved of the older, and starts by no approval but its own', async () => {
  const { played, starts } = await playApproved({
    builds: [
      { at: '0s', revision: 'first', author: 'ada@example.com' },
      { at: '1h', revision: 'second', author: 'ada@example.com' },
    ],
  });

  expect(played.outcomes()).toEqual(['Superseded', 'Stopped']);
  expect(starts).toEqual([]);
});

test('where nobody approves, time out means no, and says what was waited for', async () => {
  const { outcomes, release, report } = await play(
    oneTarget({ pipeline: 'gateTimeout: 1h\n', more: 'approvals: { by: [release-manager] }' }),
    { baseline: 'old', builds: [build('first')] },
  );

  expect(outcomes()).toEqual(['Stopped']);
  expect(release('first').reason).toMatch(
    /^the gate did not open in time: waits for 1 approval by release-manager/,
  );
  expect(report.targets).toEqual({ live: 'old' });
});
