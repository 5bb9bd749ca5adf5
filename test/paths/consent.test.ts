// What may destroy data waits for a person: a consent, none, one that comes late, and what does not wait for one.

import { neverBegunIn } from '../../simulation/report.ts';
import type { World } from '../../simulation/world/world.ts';
import { STOPPED } from './known-paths.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const PLACE = 'account: "111122223333", region: us-east-1';
const SHOP = `{ name: live, ${PLACE}, stack: { name: shop }, alarms: [live-errors] }`;
const ANNA = 'arn:aws:sts::111122223333:assumed-role/keepers/anna';

const consents = (at: string, changes = 'live') => ({
  people: [{ at, as: ANNA, does: 'approve', release: 'new', changes, reason: 'it is empty' }],
});
const templates = [{ revision: 'new', table: 'replaced' }];

/** What Tidegate has prepared there and not executed. */
function namesOf({ aws }: World): string[] {
  const place = { account: '111122223333', region: 'us-east-1' };
  const { changeSets } = aws.cloudFormation.find('shop', place);
  return changeSets.map(({ name }) => name).filter((name) => name.startsWith('tidegate-'));
}

function asked(scenario: object, { more = '', of = SHOP } = {}) {
  const builds = [build('new')];
  return play(oneTarget({ more, of }), { baseline: 'old', builds, templates, ...scenario });
}

test('nobody consents: the wave is stopped, and nothing was changed', async () => {
  const { wave, release, leftBehind, world } = await asked({});

  expect(wave('new', 0).path).toEqual(
    expect.arrayContaining(['DeployTarget', 'AwaitConsent', ...STOPPED]),
  );
  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(
      /^nothing was changed: live: nobody consented within 4h to: replaces Orders/,
    ),
  });
  const stack = world.aws.cloudFormation.find('shop', {
    account: '111122223333',
    region: 'us-east-1',
  });
  expect(world.truth.runningOn(world.targets[0]!)).toBe('old');
  expect(stack.changeSets.filter(({ name }) => name.startsWith('tidegate-'))).toEqual([]);
  expect(await leftBehind()).toEqual([]);
  expect([...(await neverBegunIn(world))]).toEqual([`shop ${release('new').id} live`]);
});

test.each([
  ['that nobody answers', {}],
  ['that is consented to', consents('200m')],
  [
    'whose events come twice',
    { events: [{ source: 'aws.cloudformation', how: 'doubled', times: 99 }] },
  ],
  [
    'whose token is not failed at once',
    { deaths: [{ function: 'DeployTarget', call: 'states:SendTaskFailure', dies: 'before' }] },
  ],
])('a question %s pages once, however often it is looked at', async (_, scenario) => {
  const { counted } = await asked(scenario);

  expect(counted.filter((each) => each.startsWith('PeopleAsked'))).toEqual(['PeopleAsked changes']);
});

test('a consent is carried out within seconds, however little time a deployment has', async () => {
  const { wave, release } = await asked(consents('200m'), { more: 'deployTimeout: 10m' });

  expect(wave('new', 0).path).toEqual(expect.arrayContaining(['AwaitConsent', 'Passed']));
  const [first] = wave('new', 0).visits.filter(({ state }) => state === 'Deployed?');
  expect(first?.at).toBeLessThan(200 * 60 + 60);
  expect(release('new').outcome).toBe('Promoted');
});

test('a stage says how long it waits', async () => {
  const { release } = await asked({}, { more: 'answerWithin: 30m' });

  expect(release('new').reason).toMatch(/nobody consented within 30m to/);
});

test('what was deployed beside it is taken back', async () => {
  const { release, world } = await asked({}, { of: `${SHOP}, ${target('beside')}` });

  expect(release('new').outcome).toBe('RolledBack');
  expect(world.targets.map((each) => world.truth.runningOn(each))).toEqual(['old', 'old']);
});

test('a newer release waits for the answer, as for any other, and a fix does not', async () => {
  const later = (revision: string) => ({ ...build(revision), at: '30m' });
  const builds = [build('new'), later('fix')];
  const marks = { at: '50m', as: ANNA, does: 'start', release: 'fix', fixes: 'prod' };

  const { release } = await asked({ builds });
  const { release: ofFix, world } = await asked({
    builds,
    people: [{ ...marks, reason: 'orders are lost' }],
  });

  expect(release('new').reason).toMatch(/nobody consented within 4h to/);
  expect(release('fix').outcome).toBe('Promoted');
  const given = /nobody consented before #\d+ \w+, .*fix.*, took its place to/;
  expect(ofFix('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(given),
  });
  expect(ofFix('fix').outcome).toBe('Promoted');
  expect(namesOf(world)).toEqual([]);
});

test('whoever dies between giving it up and discarding it leaves nothing behind', async () => {
  const deaths = [
    { function: 'DeployTarget', call: 'cloudformation:DeleteChangeSet', dies: 'before' },
  ];

  const { release, world, leftBehind } = await asked({ deaths });

  expect(release('new').reason).toMatch(/nobody consented within 4h to/);
  expect(namesOf(world)).toEqual([]);
  expect(await leftBehind()).toEqual([]);
});

test('a consent whose command died before it woke anybody is carried out by the sweep', async () => {
  const deaths = [{ function: 'OnLet', call: 'states:SendTaskFailure', dies: 'before', onCall: 1 }];

  const { release, wave, report } = await asked({ ...consents('30m'), deaths });

  const [first] = wave('new', 0).visits.filter(({ state }) => state === 'Deployed?');
  expect(first?.at).toBeLessThan(36 * 60);
  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.filter(({ event }) => event === 'ChangesApproved')).toHaveLength(1);
});

test('a stack that somebody updates meanwhile, and a person’s stop, end the waiting', async () => {
  const moved = await asked({ moves: [{ at: '40m', target: 'live', to: 'theirs', by: 'anna' }] });
  const stopped = await asked({
    people: [{ at: '40m', as: ANNA, does: 'stop', release: 'new', reason: 'it can wait' }],
  });

  for (const { release, wave, leftBehind } of [moved, stopped]) {
    expect(release('new').outcome).toBe('Stopped');
    expect(wave('new', 0).visits.at(-1)?.at).toBeLessThan(50 * 60);
    expect(await leftBehind()).toEqual([]);
  }
  expect(moved.world.truth.runningOn(moved.world.targets[0]!)).toBe('theirs');
  expect(namesOf(stopped.world)).toEqual([]);
});

test('an alarm that convicts it ends the waiting', async () => {
  const { release, wave } = await asked(
    { misbehaviours: [{ how: 'alarm', revision: 'new', target: 'beside', from: 'shift' }] },
    { of: `${SHOP}, ${target('beside')}` },
  );

  expect(release('new').outcome).toBe('RolledBack');
  expect(wave('new', 0).visits.at(-1)?.at).toBeLessThan(60 * 60);
});

test('where the one waits in vain and the other stays, nothing was taken back, and nothing says that it was', async () => {
  const both = `${SHOP}, ${target('other')}`;
  const { release, report } = await play(oneTarget({ of: both, pipeline: 'rollbackFloor: 2\n' }), {
    ...{ baseline: 'old', builds: [build('new')], templates },
  });

  expect(release('new').outcome).toBe('Stopped');
  expect(release('new').waves.map(({ outcome }) => outcome)).toEqual(['Stopped']);
  expect(report.targets).toEqual({ live: 'old', other: 'new' });
});
