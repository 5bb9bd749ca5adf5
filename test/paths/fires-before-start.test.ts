// An alarm that comes to fire after a wave's gate has opened: what of the wave has not begun by then is held.

import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';
import { target as alias } from './strategies.ts';

const PLACE = 'account: "111122223333", region: us-east-1';
const STACK = `{ name: live, ${PLACE}, stack: { name: shop }, alarms: [live-errors] }`;
const ANNA = 'arn:aws:sts::111122223333:assumed-role/keepers/anna';

/** The one that is warmed for eight minutes beside another that has the revision at once. */
const besideOne = `${alias('all-at-once').replaceAll('live', 'first')}, ${alias('canary')}`;

const playOn = (of: string, scenario: ScenarioInput) =>
  play(oneTarget({ of }), { baseline: 'old', builds: [build('new')], ...scenario });

const unheard = [{ source: 'aws.cloudwatch', how: 'lost', times: 99 }];
const warmed = { provisioned: [{ target: 'live', takes: '8m' }], events: unheard };

const fires = (at: string, until?: string) => [
  { alarm: 'live-errors', is: 'ALARM', at },
  ...(until ? [{ alarm: 'live-errors', is: 'OK', at: until } as const] : []),
];

/** Since the scenario's start. */
const secondsOf = (at: number) => (at - Date.parse('2026-11-23T09:00:00Z')) / 1000;

/** When the target's traffic was first moved, in seconds. */
function movedAt({ world }: Awaited<ReturnType<typeof playOn>>): number | undefined {
  const place = { account: '111122223333', region: 'us-east-1' };
  const [, first] = world.aws.lambda.find('shop-live', place).shifts;
  return first && secondsOf(first.at);
}

test('while it fires nothing is begun; once it is over, what was held begins', async () => {
  const calm = await playOn(besideOne, warmed);
  const held = await playOn(besideOne, { ...warmed, alarms: fires('12m', '22m') });

  expect(movedAt(calm)).toBeLessThan(20 * 60);
  expect(movedAt(held)).toBeGreaterThan(22 * 60);
});

test('one that goes on firing ends the wave with nothing begun there, and bars nothing', async () => {
  const played = await playOn(besideOne, { ...warmed, alarms: fires('12m') });

  const events = played.report.ledger.map(({ event }) => event);
  expect(movedAt(played)).toBeUndefined();
  expect(played.report.releases[0]).toMatchObject({
    outcome: 'RolledBack',
    reason: expect.stringContaining(
      'expected no alarm of live to fire before its deployment, got: in ALARM before the start: live-errors of live',
    ),
  });
  expect(events).not.toContain('RevisionQuarantined');
});

test('what a person has consented to is not executed while an alarm fires', async () => {
  const people = [
    {
      at: '200m',
      as: ANNA,
      does: 'approve',
      release: 'new',
      changes: 'live',
      reason: 'it is empty',
    },
  ];
  const day = { people, templates: [{ revision: 'new', table: 'replaced' }] };
  const alarms = fires('100m', '220m');
  const { world, outcomes } = await playOn(STACK, { ...day, alarms, events: unheard });

  const place = { account: '111122223333', region: 'us-east-1' };
  const began = world.aws.cloudFormation.find('shop', place).events.at(-1)!;
  expect(began).toMatchObject({ status: 'UPDATE_IN_PROGRESS', reason: 'User Initiated' });
  expect(secondsOf(began.at.getTime())).toBeGreaterThanOrEqual(220 * 60);
  // It was over before anything was changed.
  expect(outcomes()).toEqual(['Promoted']);
});

test.each([
  ['fired and was over before the consent', fires('100m', '120m'), 'Promoted'],
  ['fired twice before it', [...fires('100m', '110m'), ...fires('130m', '150m')], 'Promoted'],
  ['fires again in the bake', [...fires('100m', '120m'), ...fires('203m', '204m')], 'RolledBack'],
])('an alarm that %s says no more of it than one before the gate', async (_, alarms, outcome) => {
  const people = [
    {
      at: '200m',
      as: ANNA,
      does: 'approve',
      release: 'new',
      changes: 'live',
      reason: 'it is empty',
    },
  ];
  const templates = [{ revision: 'new', table: 'replaced' }];

  const { outcomes } = await playOn(STACK, { people, templates, alarms });

  expect(outcomes()).toEqual([outcome]);
});

test('where another target of its wave has the revision, it may be about that: no bake passes by it', async () => {
  const { outcomes } = await playOn(besideOne, { ...warmed, alarms: fires('12m', '14m') });

  expect(outcomes()).not.toEqual(['Promoted']);
});
