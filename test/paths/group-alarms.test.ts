// An alarm of a deployment group, which no target names, stops what CodeDeploy has begun: that bars what had served.

import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const HOME = { account: '111122223333', region: 'us-east-1' };
const tasks =
  '{ name: live, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: shop, application: shop, deploymentGroup: live }, alarms: [live-errors] }';
const KINDS = [
  ['a function', target('live')],
  ['a service', tasks],
  ['instances', target('live', { ec2: true })],
] as const;

/** The group of `live` watches an alarm of the stage that comes after it. */
function watched(
  of: string,
  scenario: ScenarioInput,
  prepare: (world: World) => Promise<void> = async () => {},
): Promise<Played> {
  const text = oneTarget({ of }).concat(
    `  - { name: last, targets: [${target('other')}], bake: { for: 10m } }\n`,
  );
  const triggers = [{ target: 'live', alarm: 'other-errors' }];
  const day = { baseline: 'old', builds: [build('new')], triggers, ...scenario };
  return play(text, day, { prepare });
}

const firing = (at: string, lasts: string) => ({
  alarms: [{ alarm: 'other-errors', target: 'other', is: 'ALARM', at, for: lasts }],
});
const barred = ({ report }: Played) =>
  report.ledger.filter(({ event }) => event === 'RevisionQuarantined');

test.each(KINDS)('one that fired before the start of %s bars no revision', async (_, of) => {
  const played = await watched(of, firing('1m', '5h'));

  expect(played.outcomes()).not.toEqual(['Promoted']);
  expect(barred(played)).toEqual([]);
  expect(played.report.targets.live).toBe('old');
  const ended = played.report.ledger.filter(({ event }) => event === 'DeploymentEnded');
  expect(ended[0]!.text).toMatch(
    /ALARM_ACTIVE: One or more alarms .*, before anything of it served/,
  );
});

const canary = [{ target: 'live', configuration: 'Mine', canary: { percent: 10, after: '30m' } }];

test.each(KINDS.slice(0, 2))('one that fires while %s shifts bars it', async (_, of) => {
  const played = await watched(of, { ...firing('20m', '5m'), deployments: canary });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(barred(played)).toHaveLength(1);
});

test('a service goes back though the alarm stops what CodeDeploy takes back by itself', async () => {
  const day = { ...firing('20m', '5h'), deployments: canary };
  const played = await watched(tasks, day, async ({ aws }) => {
    aws.codeDeploy.group('shop', 'live', HOME).rollbacksHeedAlarms = true;
  });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
});

test('what CodeDeploy does not tell may have served', async () => {
  const played = await watched(target('live'), {
    ...firing('1m', '5h'),
    calls: [{ call: 'codedeploy:ListDeploymentTargets', how: 'fails', times: 99 }],
  });

  expect(barred(played)).toHaveLength(1);
});

/** As a template of SAM makes it: the group has the alarm that its target names as well. */
function withItsOwn(of: string, scenario: ScenarioInput): Promise<Played> {
  const triggers = [{ target: 'live', alarm: 'live-errors' }];
  const day = { baseline: 'old', builds: [build('new')], triggers, ...scenario };
  return play(oneTarget({ of, bake: '{ for: 30m }' }), day);
}

const inTheBake = { alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '25m', for: '5h' }] };

test.each(KINDS)(
  'the alarm that a bake of %s fails on does not stop its way back',
  async (_, of) => {
    const played = await withItsOwn(of, inTheBake);

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets.live).toBe('old');
  },
);
