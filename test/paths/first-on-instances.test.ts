// The first release to instances ends half-way: there is nothing to return to, and the end says what is where, and what
// a person can do.

import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const servers = oneTarget({ of: target('live', { ec2: true }) });

test.each([
  [
    'an alarm stops',
    { alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '10m50s' }] },
    /was stopped: alarm live-errors .*; 1 of 3 instances has it/,
    true,
  ],
  [
    'fails twice',
    { misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live', outcome: 'fails' }] },
    /ended Failed, HEALTH_CONSTRAINTS.*; 1 of 3 instances has it/,
    false,
  ],
])('a first deployment that %s says how many instances have it, and what to do', async (...row) => {
  const [, more, text, isBarred] = row;

  const { release, report } = await play(servers, { builds: [build('new')], ...more });

  const { outcome, reason } = release('new');
  expect(outcome).toBe('LeftDirty');
  expect(reason).toMatch(text);
  expect(reason).toMatch(
    /nothing else has ever baked there .*which instances have it: aws deploy list-deployment-targets --deployment-id d-\w+ --region us-east-1\. Take .*release what is right, which gets to all of them; first: tidegate unfreeze shop prod/,
  );
  expect(report.ledger.some(({ event }) => event === 'RevisionQuarantined')).toBe(isBarred);
});

test('the release after it gets to all of them, once a person has unfrozen the stage', async () => {
  const { report, outcomes } = await play(servers, {
    builds: [build('new'), build('right', '2h')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '10m50s', for: '5m' }],
    people: [{ at: '1h', does: 'unfreeze', as: 'ada', stage: 'prod', reason: 'looked at them' }],
  });

  expect(outcomes()).toEqual(['LeftDirty', 'Promoted']);
  expect(report.targets.live).toBe('right');
});
