// Two slices of a StackSet, one wave after the other, while functions die at their calls, answers are lost, or an alarm
// fires at any moment: a sample of all of them. What holds on each day: nothing of ours reaches an instance outside of
// its slice, and nothing of ours begins after the release's end.

import { instanceText } from '../../core/set-instances.ts';
import { shareOf } from '../share.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const SLICES = {
  first: ['222233334444/us-east-1', '333344445555/us-east-1'],
  rest: ['444455556666/us-east-1', '555566667777/us-east-1'],
};
const slice = (name: keyof typeof SLICES) =>
  `{ name: ${name}, account: "111122223333", region: us-east-1, stackSet: { name: guard, units: [ou-ab12-11111111], accounts: [${SLICES[name].map((each) => `"${each.slice(0, 12)}"`).join(', ')}], regions: [us-east-1] }, alarms: [${name}-errors] }`;
const pipeline = oneTarget({ bake: '{ for: 4m }' }).replace(
  /targets: .*\], bake/,
  `waves: [{ name: first, targets: [${slice('first')}] }, { name: rest, targets: [${slice('rest')}] }], bake`,
);

async function playOn(scenario: ScenarioInput) {
  const played = await play(pipeline, {
    baseline: 'old',
    sets: [{ at: '1m', target: 'first', becomes: 'queueing' }],
    builds: [build('new')],
    ...scenario,
  });
  const { operations } = played.world.aws.cloudFormation.sets.find('guard', PLACE);
  const ours = operations.filter(({ id }) => id.startsWith('tidegate-'));
  for (const { id, results } of ours) {
    const reached = results.map(({ instance }) => instanceText(instance)).toSorted();
    expect([id, Object.values(SLICES).filter((own) => own.join() === reached.join())]).toEqual([
      id,
      [reached],
    ]);
  }
  const ends = played.report.releases.map(({ endedAt }) => Date.parse(endedAt ?? ''));
  const last = Math.max(...ours.map(({ createdAt }) => createdAt.getTime()));
  expect(last).toBeLessThanOrEqual(Math.max(...ends));
  return { ...played, ours, left: await played.leftBehind() };
}

const dead = (name: string, call: string, dies: string) => ({
  deaths: [{ function: name, call: `cloudformation:${call}`, dies }],
});
const lost = (name: string, call: string) => ({
  calls: [{ function: name, call: `cloudformation:${call}`, how: 'failsAfterEffect', times: 1 }],
});

test.each(
  shareOf(
    [
      ['dies before it', dead('DeployTarget', 'UpdateStackSet', 'before')],
      ['dies after it', dead('DeployTarget', 'UpdateStackSet', 'after')],
      ['has lost its answer', lost('DeployTarget', 'UpdateStackSet')],
    ] as const,
    3,
  ),
)('both slices get it, each once, though whoever calls UpdateStackSet %s', async (_, fault) => {
  const played = await playOn(fault);

  expect(played.calls.map(({ functionName }) => functionName)).toContain('DeployTarget');
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(played.report.targets).toEqual({ first: 'new', rest: 'new' });
  expect(played.ours).toHaveLength(2);
  expect(played.left).toEqual([]);
});

const alarm = (at: string) => ({
  alarms: [{ alarm: 'first-errors', is: 'ALARM', at, for: '8m' }],
});
const harm = alarm('12m');
const midway = alarm('608s');

test.each(
  shareOf(
    [
      [
        'the way back dies before UpdateStackSet',
        harm,
        dead('RollBackTarget', 'UpdateStackSet', 'before'),
      ],
      [
        'the way back dies after UpdateStackSet',
        harm,
        dead('RollBackTarget', 'UpdateStackSet', 'after'),
      ],
      ['its answer is lost', harm, lost('RollBackTarget', 'UpdateStackSet')],
      ['who stops dies before it', midway, dead('OnAlarm', 'StopStackSetOperation', 'before')],
      ['who stops dies after it', midway, dead('OnAlarm', 'StopStackSetOperation', 'after')],
      ['the answer to the stop is lost', midway, lost('OnAlarm', 'StopStackSetOperation')],
    ] as const,
    6,
  ),
)('harm is taken back whole though %s', async (_, day, fault) => {
  const played = await playOn({ ...day, ...fault });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets).toEqual({ first: 'old', rest: 'old' });
  expect(played.left).toEqual([]);
});

test.each(shareOf([20, 40, 50, 55], 2))(
  'a hand that hesitates %d seconds before it calls begins nothing that outlives the way back',
  async (seconds) => {
    const slow = {
      ...{ function: 'DeployTarget', call: 'cloudformation:UpdateStackSet' },
      ...{ how: 'slow', by: `${seconds}s`, times: 1 },
    };

    const played = await playOn({ ...alarm('602s'), calls: [slow] });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets).toEqual({ first: 'old', rest: 'old' });
    expect(played.left).toEqual([]);
  },
);

/** It is written, begun, in its first instance, in its second, it bakes, it has baked for most of its time. */
test.each(shareOf([602, 606, 612, 620, 630, 645, 700, 780], 4))(
  'an alarm %d seconds after the start leaves all instances as they were',
  async (at) => {
    const played = await playOn(alarm(`${at}s`));

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets).toEqual({ first: 'old', rest: 'old' });
    expect(played.left).toEqual([]);
  },
);
