// What may destroy data waits for a person: a consent, none, one that comes late, and what does not wait for one.

import { neverBegunIn } from '../../simulation/report.ts';
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

test('a consent is carried out within seconds, however little time a deployment has', async () => {
  const { wave, release } = await asked(consents('200m'), { more: 'deployTimeout: 10m' });

  expect(wave('new', 0).path).toEqual(expect.arrayContaining(['AwaitConsent', 'Passed']));
  const [first] = wave('new', 0).visits.filter(({ state }) => state === 'RunTests');
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

test('an alarm that convicts it ends the waiting', async () => {
  const { release, wave } = await asked(
    { misbehaviours: [{ how: 'alarm', revision: 'new', target: 'beside', from: 'shift' }] },
    { of: `${SHOP}, ${target('beside')}` },
  );

  expect(release('new').outcome).toBe('RolledBack');
  expect(wave('new', 0).visits.at(-1)?.at).toBeLessThan(60 * 60);
});
