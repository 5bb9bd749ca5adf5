// What keeps gates shut that is not the wave's own: a freeze, an incident, another service, a quarantine.

import { ranges } from '../../core/keys.ts';
import { STOPPED } from './known-paths.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Execution, play } from './played.ts';

const START = Date.parse('2026-11-23T09:00:00Z');
const clockAt = ({ visits }: Execution, wanted: string) => {
  const { at } = visits.find(({ state }) => state === wanted)!;
  return new Date(START + at * 1000).toISOString().slice(11, 16);
};

test('a freeze of the policy keeps the gates of its scope shut until it expires', async () => {
  const files = {
    'policy.yml':
      'policy: acme\nfreezes:\n  - { scope: "team:team-shop", owner: team-release, reason: a fair, expires: "2026-11-23T10:00:00Z" }\n',
  };
  const played = await play(
    oneTarget({ pipeline: 'owner: team-shop' }),
    { baseline: 'old', builds: [build('new')], policies: [{ file: 'policy.yml' }] },
    { files },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^10:0[0-5]$/);
  const [shut] = (await played.items(ranges.ledger('shop'))).filter(
    (it) => it.event === 'GateShut',
  );
  expect(shut?.text).toBe(
    'gate shut: frozen (team:team-shop) until 2026-11-23T10:00:00Z by team-release: a fair',
  );
  expect(await played.leftBehind()).toEqual([]);
});

test('an incident’s alarm keeps every gate shut while it fires', async () => {
  const files = {
    'policy.yml':
      'policy: acme\nincidentAlarms: [{ name: prod-errors, account: "111122223333", region: us-east-1 }]\n',
  };
  const played = await play(
    `pipeline: shop\nsource: { project: shop-build }\nstages:\n` +
      `  - { name: beta, targets: [${target('beta')}] }\n  - { name: prod, targets: [${target('prod')}] }\n`,
    {
      baseline: 'old',
      builds: [build('new')],
      policies: [{ file: 'policy.yml' }],
      alarms: [{ alarm: 'prod-errors', is: 'ALARM', at: '5m', for: '40m' }],
    },
    { files },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^09:4[5-9]|09:50$/);
});

test('a release that depends on what nobody has waits no longer than its gate may', async () => {
  const played = await play(
    oneTarget({ pipeline: 'gateTimeout: 30m\ndependsOn: [{ service: payments, atLeast: 7 }]' }),
    { baseline: 'old', builds: [build('new')] },
  );

  const [shut] = (await played.items(ranges.ledger('shop'))).filter(
    (it) => it.event === 'GateShut',
  );
  expect(played.outcomes()).toEqual(['Stopped']);
  expect(played.wave('new', 0).path).toEqual(['OpenGate', ...STOPPED]);
  expect(shut?.text).toContain('depends on payments #7, and no pipeline of that name has targets');
});

test('a revision that is quarantined while it waits is not released, and does not keep its place', async () => {
  const { outcomes, report } = await play(
    oneTarget({
      pipeline: 'alarmsClearWithin: 20m',
      more: 'windows: [{ zone: UTC, from: "10:00", until: "16:00" }]',
    }),
    {
      baseline: 'old',
      builds: [build('new')],
      people: [{ at: '20m', as: 'ada', does: 'quarantine', release: 'new', reason: 'it leaks' }],
    },
  );

  expect(outcomes()).toEqual(['Stopped']);
  expect(report.targets).toEqual({ live: 'old' });
});
