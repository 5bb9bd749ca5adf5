// Deployments that are tried again.

import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

test.each([
  ['that fails once is tried again', { times: 1 }, 'Promoted'],
  ['that hangs once is tried again', { outcome: 'hangs', times: 1 }, 'Promoted'],
  ['that fails each time is taken back', {}, 'RolledBack'],
  ['that hangs each time is taken back', { outcome: 'hangs' }, 'RolledBack'],
])('a deployment %s, and proves nothing', async (_, how, outcome) => {
  const { release, report, leftBehind } = await play(oneTarget({ more: 'deployTimeout: 20m' }), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live', ...how }],
  });

  expect(release('new').outcome).toBe(outcome);
  expect(report.targets.live).toBe(outcome === 'Promoted' ? 'new' : 'old');
  const events = report.ledger.map(({ event, text }) => [event, text]);
  expect(events.filter(([event]) => event === 'RevisionQuarantined')).toEqual([]);
  expect(events.filter(([, text]) => text?.endsWith(', again'))).toHaveLength(1);
  const count = (wanted: string) => events.filter(([event]) => event === wanted).length;
  expect(count('DeploymentEnded')).toBe(count('DeploymentStarted'));
  expect(await leftBehind()).toEqual([]);
});

test('a stage that asks for no repetition has none', async () => {
  const { release, report } = await play(oneTarget({ more: 'retries: 0' }), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live', times: 1 }],
  });

  expect(release('new').outcome).toBe('RolledBack');
  expect(report.ledger.filter(({ text }) => text.endsWith(', again'))).toEqual([]);
});

test.each(['DeployTarget', 'OnDeployment'])(
  'a %s that dies as a deployment has failed leaves the next try to whoever comes',
  async (name) => {
    const { release, leftBehind } = await play(oneTarget(), {
      baseline: 'old',
      builds: [build('new')],
      misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live', times: 1 }],
      deaths: [{ function: name, call: 'dynamodb:PutItem', dies: 'after', onCall: 2 }],
    });

    expect(release('new').outcome).toBe('Promoted');
    expect(await leftBehind()).toEqual([]);
  },
);

test('a next try that cannot be started leaves nothing of the first behind', async () => {
  const { release, report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live', times: 1 }],
    calls: [
      {
        call: 'codedeploy:CreateDeployment',
        how: 'throttled',
        function: 'DeployTarget',
        onCall: 2,
        times: 99,
      },
    ],
  });

  expect(release('new').outcome).toBe('RolledBack');
  expect(report.targets.live).toBe('old');
});

test.each([
  ['that fails once is tried again', true, { times: 1 }, 'RolledBack', 'old'],
  ['that fails each time leaves its target dirty', true, {}, 'LeftDirty', null],
  ['of a function that fails once is tried again', false, { times: 1 }, 'RolledBack', 'old'],
])('a way back %s', async (_, ec2, how, outcome, runs) => {
  const { release, report } = await play(oneTarget({ of: target('live', { ec2 }) }), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [
      { how: 'alarm', revision: 'new', target: 'live', after: '2m' },
      { how: 'deployment', revision: 'old', target: 'live', ...how },
    ],
  });

  expect([release('new').outcome, report.targets.live]).toEqual([outcome, runs]);
  const back = report.ledger.filter(
    ({ event, text }) => event === 'DeploymentStarted' && text.includes('rolling back to'),
  );
  expect(back).toHaveLength(2);
  // What is where it failed half-way nobody else has moved.
  expect(report.ledger.filter(({ text }) => text.includes('was moved'))).toEqual([]);
});

test.each([
  ['once, is tried again', 1, 'Promoted', 'new'],
  ['each time, is taken back', Number.POSITIVE_INFINITY, 'RolledBack', 'old'],
])('a deployment that succeeds without some of its instances %s', async (...row) => {
  const [, times, outcome, runs] = row;
  const played = await play(
    oneTarget({ of: target('live', { ec2: true }) }),
    { baseline: 'old', builds: [build('new')] },
    {
      prepare: async ({ aws }) => {
        let left = times;
        aws.codeDeploy.script(({ description }) => {
          if (!description?.startsWith('tidegate deploy ') || left === 0) return undefined;
          left -= 1;
          return { misses: 1 };
        });
      },
    },
  );

  expect([played.release('new').outcome, played.report.targets.live]).toEqual([outcome, runs]);
  const texts = played.report.ledger.map(({ text }) => text);
  expect(texts).toContainEqual(
    expect.stringMatching(
      /not deployed, deployment d-\w+ succeeded, but 1 of \d+ instances did not/,
    ),
  );
  expect(played.report.ledger.filter(({ event }) => event === 'RevisionQuarantined')).toEqual([]);
});
