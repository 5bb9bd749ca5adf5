// A stack's own triggers take back what is brought there: they prove something only where something of it was there.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { contradictionsIn } from '../../core/stage-limits.ts';
import { readKnownPaces } from '../../flows/paces.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { type Played, play } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
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

/** Somebody has CloudFormation watch it after it was applied. */
const watchedSince =
  (minutes: number) =>
  async ({ aws }: World) => {
    const stack = aws.cloudFormation.find('shop', PLACE);
    stack.triggers = { alarms: [], minutes };
  };

test('the time for which CloudFormation watches a stack is part of the time that an update may take', async () => {
  const played = await play(oneTarget({ of: stack }), day, { prepare: watchedSince(100) });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test('an update that would be watched for longer than it may take is refused as it is to be prepared', async () => {
  const written = oneTarget({ of: stack, more: 'deployTimeout: 30m' });

  const played = await play(written, day, { prepare: watchedSince(30) });

  const { changeSets } = played.world.aws.cloudFormation.find('shop', PLACE);
  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.releases[0]!.reason).toContain(
    'expected a deployTimeout of more than the 30m for which CloudFormation watches stack shop of live',
  );
  expect(changeSets.filter(({ name }) => name.startsWith('tidegate-'))).toEqual([]);
});

test('it is refused as its pipeline is applied, and by lint, where that is known', async () => {
  const { world } = await play(oneTarget({ of: stack }), { baseline: 'old' });
  const { stages } = parsePipeline(oneTarget({ of: stack, more: 'deployTimeout: 30m' }), 'it.yml');
  await watchedSince(30)(world);

  const { paces } = await readKnownPaces(world.onlooker, { stages });

  expect(contradictionsIn(stages, paces)).toMatchObject([
    {
      path: ['stages', 0, 'deployTimeout'],
      text: 'expected a deployTimeout of more than 30m, which live takes with the monitoring time of its stack, got 30m: leave it out, and it is 1h30m',
    },
  ]);
});

const itsOwn = {
  triggers: [{ target: 'live', alarm: 'live-errors', monitoredFor: '5m' }],
  alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '30m', for: '3h' }],
};

test('the alarm that a bake fails on does not take its way back back', async () => {
  const played = await play(oneTarget({ of: stack, bake: '{ for: 30m }' }), { ...day, ...itsOwn });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.world.aws.cloudFormation.find('shop', PLACE).triggers).toEqual({
    alarms: [],
    minutes: 0,
  });
});

test('the next release puts a stack’s triggers there again', async () => {
  const played = await play(oneTarget({ of: stack, bake: '{ for: 30m }' }), {
    ...itsOwn,
    baseline: 'old',
    builds: [build('new'), { ...build('better'), at: '5h' }],
  });

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(played.world.aws.cloudFormation.find('shop', PLACE).triggers).toEqual({
    alarms: ['live-errors'],
    minutes: 5,
  });
});

test('what somebody has written meanwhile stays', async () => {
  const played = await play(
    oneTarget({ of: stack, bake: '{ for: 30m }' }),
    {
      ...itsOwn,
      triggers: [
        ...itsOwn.triggers,
        { target: 'live', alarm: 'throttled', monitoredFor: '5m', fires: '200h' },
      ],
      baseline: 'old',
      builds: [build('new'), { ...build('better'), at: '5h' }],
    },
    {
      prepare: async ({ aws, clock }) => {
        clock.at(clock.millis() + 4 * 3_600_000, () => {
          aws.cloudFormation.find('shop', PLACE).triggers = { alarms: ['throttled'], minutes: 7 };
        });
      },
    },
  );

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(played.world.aws.cloudFormation.find('shop', PLACE).triggers).toEqual({
    alarms: ['throttled'],
    minutes: 7,
  });
});

const days = (...revisions: string[]) =>
  revisions.map((revision, index) => ({ ...build(revision), at: `${10 + index * 300}m` }));
const watchedBy = ({ world }: Played) => world.aws.cloudFormation.find('shop', PLACE).triggers;

test('a release that puts long triggers there again has the time that they take', async () => {
  const played = await play(oneTarget({ of: stack, bake: '{ for: 30m }' }), {
    triggers: [{ target: 'live', alarm: 'live-errors', monitoredFor: '100m' }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '125m', for: '30m' }],
    baseline: 'old',
    builds: [build('new'), { ...build('better'), at: '8h' }],
  });

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(watchedBy(played)).toEqual({ alarms: ['live-errors'], minutes: 100 });
});

test('they are kept through several ways back', async () => {
  const played = await play(oneTarget({ of: stack, bake: '{ for: 30m }' }), {
    ...{ triggers: itsOwn.triggers, baseline: 'old', builds: days('one', 'two', 'three') },
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '330m', for: '30m' }],
    people: [{ at: '450m', as: 'ada', does: 'rollback', to: 'old', reason: 'a fair' }],
  });

  expect(played.report.targets.live).toBe('three');
  expect(watchedBy(played)).toEqual({ alarms: ['live-errors'], minutes: 5 });
});

test('an alarm that is gone is not put back, for it would bar what is brought there', async () => {
  const played = await play(
    oneTarget({ of: stack, bake: '{ for: 30m }' }),
    {
      ...{ baseline: 'old', builds: days('new', 'better'), alarms: itsOwn.alarms },
      triggers: [...itsOwn.triggers, { target: 'live', alarm: 'throttled', monitoredFor: '5m' }],
    },
    {
      prepare: async ({ aws, clock }) => {
        clock.at(clock.millis() + 2 * 3_600_000, () => {
          aws.cloudWatch.alarms.remove('throttled', PLACE);
        });
      },
    },
  );

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(watchedBy(played)).toEqual({ alarms: ['live-errors'], minutes: 5 });
});

test('what somebody takes away once it was put back stays away', async () => {
  const played = await play(
    oneTarget({ of: stack, bake: '{ for: 30m }' }),
    { ...itsOwn, baseline: 'old', builds: days('new', 'better', 'best') },
    {
      prepare: async ({ aws, clock }) => {
        clock.at(clock.millis() + 8 * 3_600_000, () => {
          aws.cloudFormation.find('shop', PLACE).triggers = { alarms: [], minutes: 0 };
        });
      },
    },
  );

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted', 'Promoted']);
  expect(watchedBy(played)).toEqual({ alarms: [], minutes: 0 });
});
