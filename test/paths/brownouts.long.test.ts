// A service is down for two minutes, or for a quarter of an hour, as a target is being changed or taken back: no
// release ends dirty, and no target is left half-way.

import { shareOf } from '../share.ts';
import { pipeline, scenario, undisturbed } from './fault-rounds.ts';
import { type Machine, type Played, play, type ScenarioInput } from './played.ts';

const SERVICES = ['dynamodb', 'codedeploy', 'lambda', 'sts'];

/** A second before a machine enters the state for the first time, where nothing goes wrong. */
function before(machine: Machine, state: string): string {
  const visits = undisturbed.of(machine).flatMap((execution) => execution.visits);
  return `${Math.floor(visits.find((visit) => visit.state === state)!.at) - 1}s`;
}

const MOMENTS = {
  'a target is deployed': { from: before('wave', 'DeployTarget') },
  'a target is taken back': { from: before('rollback', 'RollBackTarget') },
};

async function expectCleanEnds({ report, leftBehind, ended, outcomes }: Played): Promise<void> {
  const { live, box } = report.targets;

  expect(ended).toBe(true);
  expect(outcomes().length).toBeGreaterThan(0);
  expect(
    report.releases.filter(({ outcome }) => outcome === null || outcome === 'LeftDirty'),
  ).toEqual([]);
  expect(live).toBe(box);
  // What was stopped, since nobody could look, is for a person to take back.
  expect(live !== 'bad' || outcomes().at(-1) === 'Stopped').toBe(true);
  expect(await leftBehind()).toEqual([]);
}

const playWith = (words: ScenarioInput) => play(pipeline, { ...scenario, ...words });

describe.each(shareOf(Object.entries(MOMENTS), 2))('as %s', (_, { from }) => {
  test('every service fails for two minutes, and all ends clean', async () => {
    const calls = [{ call: '*:*', how: 'fails', from, for: '2m' }];

    await expectCleanEnds(await playWith({ calls }));
  });

  test('no service answers for two minutes, and all ends clean', async () => {
    const calls = [{ call: '*:*', how: 'hangs', from, for: '2m' }];

    await expectCleanEnds(await playWith({ calls }));
  });

  test('a member’s region is away for a quarter of an hour, and all ends clean', async () => {
    const regions = [{ region: 'us-east-1', account: '222233334444', from, for: '15m' }];

    await expectCleanEnds(await playWith({ regions }));
  });
});

test.each(shareOf(SERVICES, 4))(
  '%s fails for a quarter of an hour, and a deployment ends clean',
  async (service) => {
    const { from } = MOMENTS['a target is deployed'];
    const calls = [{ call: `${service}:*`, how: 'fails', from, for: '15m' }];

    await expectCleanEnds(await playWith({ calls }));
  },
);

test.each(shareOf(SERVICES, 4))(
  'whatever takes a target back goes on after a quarter of an hour without %s',
  async (service) => {
    const by = ['PlanRollback', 'RollBackTarget', 'SettleRelease'];
    const fault = {
      call: `${service}:*`,
      how: 'fails',
      from: before('rollback', 'PlanRollback'),
      for: '15m',
    };

    const played = await playWith({ calls: by.map((name) => ({ ...fault, function: name })) });

    expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
    await expectCleanEnds(played);
  },
);
