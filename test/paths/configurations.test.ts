// A configuration of AppConfig, while functions die, calls fail, and others deploy.

import { atOnce, configuring, deploymentsOf, environmentOf, slowly } from './configurations.ts';
import { build } from './pipelines.ts';

const builds = [build('good')];
const misbehaviours = [{ how: 'alarm', revision: 'good', target: 'live', after: '5m' }];

test('what is all at once is over within seconds, by a strategy that does not bake', async () => {
  const played = await configuring(atOnce, { builds });

  const [made] = environmentOf(played).environment.deployments;
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(deploymentsOf(played)).toEqual(['3 COMPLETE']);
  expect(made?.strategy.name).toBe('tidegate-all-at-once');
  expect(made?.description).toMatch(/^tidegate deploy \S+ wave \d+ target live/);
});

test.each([
  ['DeployTarget', 'appconfig:CreateDeploymentStrategy', 'after'],
  ['DeployTarget', 'appconfig:CreateHostedConfigurationVersion', 'after'],
  ['DeployTarget', 'appconfig:StartDeployment', 'after'],
])(
  '%s may die at %s, %s it took effect: one is made, and deployed once',
  async (name, call, dies) => {
    const played = await configuring(atOnce, { builds, deaths: [{ function: name, call, dies }] });

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(deploymentsOf(played)).toEqual(['3 COMPLETE']);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test.each(['throttled', 'fails', 'failsAfterEffect'])(
  'calls of AppConfig that are %s for a while change when it is there, and nothing else',
  async (how) => {
    const names = ['CreateHostedConfigurationVersion', 'StartDeployment', 'ListDeployments'];
    const calls = names.map((operation) => ({ call: `appconfig:${operation}`, how, times: 3 }));
    const played = await configuring(atOnce, { builds, calls });

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(deploymentsOf(played)).toEqual(['3 COMPLETE']);
  },
);

test.each([
  ['RollBackTarget', 'appconfig:StopDeployment', 'before'],
  ['RollBackTarget', 'appconfig:StopDeployment', 'after'],
])('%s may die at %s, %s it took effect: it is reverted once', async (name, call, dies) => {
  const deaths = [{ function: name, call, dies }];
  const played = await configuring(atOnce, { builds, misbehaviours, deaths });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(deploymentsOf(played)).toEqual(['3 REVERTED']);
  expect(await played.leftBehind()).toEqual([]);
});

test('a way back goes past the alarm that the environment watches too, as it is a revert', async () => {
  const triggers = [{ target: 'live', alarm: 'live-errors' }];
  const played = await configuring(atOnce, { builds, misbehaviours, triggers });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(deploymentsOf(played)).toEqual(['3 REVERTED']);
});

test('where AppConfig would revert to another version, the wanted one is deployed all at once', async () => {
  const played = await configuring(atOnce, {
    builds: [build('one'), build('two', '1h'), build('three', '2h')],
    people: [{ at: '4h', as: 'ada', does: 'rollback', to: 'one', reason: 'older' }],
  });

  expect(played.report.targets).toEqual({ live: 'one' });
  expect(deploymentsOf(played)).toEqual([3, 4, 5, 3].map((version) => `${version} COMPLETE`));
});

test.each(['16m', '33m', '43m'])(
  'an alarm %s after the build takes it back, in the growth, in AppConfig’s bake, or after both',
  async (at) => {
    const alarms = [{ alarm: 'live-errors', is: 'ALARM', at }];
    const played = await configuring(slowly, { builds, alarms });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets).toEqual({ live: 'old' });
    expect(deploymentsOf(played).at(-1)).toMatch(/^3 (ROLLED_BACK|REVERTED)$/);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('what the environment’s own alarm takes back is quarantined', async () => {
  const triggers = [{ target: 'live', alarm: 'watched', fires: '18m' }];
  const played = await configuring(slowly, { builds, triggers });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.ledger.map(({ event }) => event)).toContain('RevisionQuarantined');
});

test('an alarm of the environment that had fired before any client had it is no charge', async () => {
  const triggers = [{ target: 'live', alarm: 'watched', fires: '2m' }];
  const played = await configuring(slowly, { builds, triggers });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.ledger.map(({ event }) => event)).not.toContain('RevisionQuarantined');
});

test('what AppConfig takes back for reasons of its own proves nothing', async () => {
  const failing = [{ how: 'deployment', revision: 'good', target: 'live', outcome: 'fails' }];
  const played = await configuring(atOnce, { builds, misbehaviours: failing });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.ledger.map(({ event }) => event)).not.toContain('RevisionQuarantined');
});

test('an execution that is stopped while it grows leaves what was there', async () => {
  const people = [{ at: '16m', does: 'stop', revision: 'good', execution: 'release' }];
  const played = await configuring(slowly, { builds, people });

  expect(played.outcomes()).not.toContain('Promoted');
  expect(played.report.targets).toEqual({ live: 'old' });
  expect(await played.leftBehind()).toEqual([]);
});

test('somebody else’s deployment in the way is not fought', async () => {
  const moves = [{ at: '10m', target: 'live', to: 'theirs' }];
  const played = await configuring(atOnce, { builds, moves });

  expect(played.report.targets).toEqual({ live: 'theirs' });
  expect(played.outcomes()).not.toContain('Promoted');
});

test.each([
  ['2h', 'RolledBack', /^$/],
  ['80h', 'LeftDirty', /take the alarm out of the monitors of its environment/],
])('a way back after %s, while a monitor fires, ends %s', async (at, outcome, text) => {
  const triggers = [{ target: 'live', alarm: 'watched', fires: '1h50m' }];
  const people = [{ at, does: 'rollback', as: 'ada', reason: 'slow' }];
  const played = await configuring(atOnce, { builds, triggers, people });

  const told = played.report.ledger.map((entry) => entry.text).join('\n');
  expect(played.outcomes().at(-1)).toBe(outcome);
  expect(told).toMatch(text.source === '^$' ? /reverted|rolled back to/ : text);
});
