// A release is judged by the policy in force as it starts, and by no other.

import { ranges } from '../../core/keys.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import type { OpenedWave } from '../../core/wave.ts';
import { build, oneTarget, target, wholeWay } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

/** With it, the step is repeated after the policy has come. */
const SEED = 2;

const files = {
  'lax.yml': 'policy: lax',
  'short.yml':
    '{ policy: short, rules: { bake-time: { level: enforce, oneBox: 5m, firstRegion: 10m } } }',
  'strict.yml': '{ policy: strict, rules: { bake-time: { level: enforce } } }',
  'alarms.yml':
    '{ policy: alarms, rules: { alarms-exist: { level: enforce }, alarms-have-data: { level: enforce } } }',
  'cover.yml': '{ policy: cover, rules: { alarms-cover: { level: enforce, aspects: [errors] } } }',
  'latency.yml':
    '{ policy: latency, rules: { alarms-cover: { level: enforce, aspects: [latency] } } }',
  'back.yml': '{ policy: back, rules: { rollback-known: { level: enforce } } }',
};

const from = (file: string, at = '0s') => ({ at, file });

const run = (pipeline: string, scenario: ScenarioInput, policy?: string) =>
  play(
    pipeline,
    {
      baseline: 'old',
      builds: [build('new')],
      ...(policy && { policies: [from(policy)] }),
      ...scenario,
    },
    { files },
  );

/** What the ledger says of rules. */
const said = ({ report }: Played): LedgerEntry[] =>
  report.ledger.filter(({ event }) => /^(Rule|ReleaseRefused)/.test(event));

const events = (played: Played) =>
  said(played).map(({ event, subject }) => `${event} ${subject}`.trim());

test('an enforced rule that is broken refuses the release, and nothing has changed', async () => {
  const played = await run(wholeWay(), {}, 'strict.yml');
  const { of, report, leftBehind, items, outcomes } = played;

  expect(outcomes()).toEqual(['Refused']);
  expect(of('release')[0]).toMatchObject({ path: ['ClaimRelease', 'Refused'], error: 'Refused' });
  expect(of('wave')).toEqual([]);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
  expect(await leftBehind()).toEqual([]);
  expect(await items(ranges.releases('shop'))).toEqual([]);
});

test('the refusal names each rule and what to write, in the outcome and in the ledger', async () => {
  const played = await run(wholeWay(), {}, 'strict.yml');

  const { reason } = played.report.releases[0]!;

  expect(reason).toContain(
    'the rules which policy strict, version 1, enforces, got 1 that is broken',
  );
  expect(reason).toContain(
    'bake-time: expected production wave prod/one-box to bake for at least 1h, got 10m (and 1 more). To fix: give the wave a bake',
  );
  expect(said(played)).toMatchObject([
    { event: 'ReleaseRefused', pipeline: 'shop', text: `Refused: ${reason}` },
  ]);
});

test('a policy that only warns lets it start, and every broken rule stands in the ledger and with the release', async () => {
  const played = await run(wholeWay(), {}, 'lax.yml');

  const [release] = await played.items(ranges.releases('shop'));
  const broken = [
    'owner-and-contact',
    'branch-told',
    'bake-time',
    'bake-data',
    'one-box-first',
    'wave-share',
    'wave-growth',
    'quiet-region-first',
    'alarms-cover',
  ];

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(events(played)).toEqual(broken.map((rule) => `RuleBroken ${rule}`).sort());
  expect(said(played).at(-1)!.text).toMatch(/^wave-share: expected .*; to fix: split the wave/);
  expect(release!.judged).toMatchObject({ policy: 'lax', policyVersion: 1 });
  expect(release!.judged!.rules.map(({ rule }) => rule)).toEqual(broken);
});

test('without a policy nothing is judged, and nothing more is asked of AWS', async () => {
  const played = await run(wholeWay(), {});

  const asked = played.calls.filter(({ functionName }) => functionName === 'ClaimRelease');

  expect(events(played)).toEqual([]);
  expect(asked.map(({ service }) => service)).not.toContain('cloudwatch');
});

test('a policy tightened under a running release does not disturb it, and refuses the next', async () => {
  const { outcomes, release } = await run(wholeWay(), {
    builds: [build('running'), build('next', '3h')],
    policies: [from('short.yml'), from('strict.yml', '12m')],
  });

  expect(outcomes()).toEqual(['Promoted', 'Refused']);
  expect(release('running').waves.map(({ outcome }) => outcome)).toEqual(Array(5).fill('Passed'));
});

test('a policy tightened while a claim is repeated does not disturb it', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('new')],
    // Its fourth write is the claim itself, after what it knows of the build; the step is repeated up to two
    // seconds later.
    deaths: [{ function: 'ClaimRelease', call: 'dynamodb:PutItem', dies: 'after', onCall: 4 }],
    policies: [from('strict.yml', '10m1s')],
  };

  const { outcomes, report, items } = await play(wholeWay(), scenario, { files, seed: SEED });

  const [started] = report.ledger.filter(({ event }) => event === 'ReleaseStarted');
  const [wave] = await items(ranges.waves(report.releases[0]!.id));
  expect(started!.at < '2026-11-23T09:10:01').toBe(true);
  expect((wave as OpenedWave).openedAt > '2026-11-23T09:10:01').toBe(true);
  expect(outcomes()).toEqual(['Promoted']);
});

test('a waiver that expires between two releases lets the first through, and not the second', async () => {
  const waiver =
    'waivers: [{ rule: bake-time, owner: team-shop, reason: a trial, expires: "2026-11-24" }]\n';
  const played = await run(
    wholeWay().replace('stages:', `${waiver}stages:`),
    { builds: [build('first'), build('second', '15h1m')] },
    'strict.yml',
  );

  const waived = said(played).find(({ event }) => event === 'RuleWaived');

  expect(played.outcomes()).toEqual(['Promoted', 'Refused']);
  expect(waived).toMatchObject({
    subject: 'bake-time',
    text: expect.stringContaining('waived by team-shop until 2026-11-24 (1 day left): a trial'),
  });
});

test.each([
  ['does not exist', 'missing', 'alarms-exist: expected alarm live-errors of target live to exist'],
  [
    'has no data',
    'INSUFFICIENT_DATA',
    'alarms-have-data: expected alarm live-errors of target live to have data',
  ],
])('an alarm that %s is seen as the release starts', async (_, is, reason) => {
  const { outcomes, report } = await run(
    oneTarget(),
    { alarms: [{ alarm: 'live-errors', is, at: '5m' }] },
    'alarms.yml',
  );

  expect(outcomes()).toEqual(['Refused']);
  expect(report.releases[0]!.reason).toContain(reason);
});

test.each([
  ['us-east-1', '"111122223333"'],
  ['eu-west-1', '"222233334444"'],
])(
  'alarms in %s of account %s are judged by their metrics, whatever they are called',
  async (region, account) => {
    // The world lets it watch errors alone.
    const of = target('live', { region, account, alarms: ['live-latency-and-errors'] });

    const covered = await run(oneTarget({ of }), {}, 'cover.yml');
    const misnamed = await run(oneTarget({ of }), {}, 'latency.yml');

    expect(covered.outcomes()).toEqual(['Promoted']);
    expect(misnamed.outcomes()).toEqual(['Refused']);
  },
);

const unreadable = {
  calls: [
    { function: 'ClaimRelease', call: 'cloudwatch:DescribeAlarms', how: 'throttled', times: 999 },
  ],
};

test('alarms that cannot be read are advice where nothing on them is enforced', async () => {
  const played = await run(oneTarget(), unreadable, 'lax.yml');

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(said(played).find(({ subject }) => subject === 'alarms-have-data')!.text).toContain(
    'to read the alarms’ states',
  );
});

test('where a rule on alarms is enforced, those that cannot be read refuse the release', async () => {
  const { outcomes, of, leftBehind, report } = await run(oneTarget(), unreadable, 'alarms.yml');

  expect(outcomes()).toEqual(['Refused']);
  expect(of('release')[0]!.path).toEqual(['ClaimRelease', 'SettleRelease', 'Outcome?', 'Refused']);
  expect(report.targets).toEqual({ live: 'old' });
  expect(await leftBehind()).toEqual([]);
});

test('a pipeline’s first release has nothing to go back to, and is excused', async () => {
  const played = await play(
    oneTarget(),
    { builds: [build('new')], policies: [from('back.yml')] },
    { files },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
});

test.each(['before', 'after'])(
  'a refusal is told once, though the function died %s it was written',
  async (dies) => {
    const deaths = [{ function: 'ClaimRelease', call: 'dynamodb:PutItem', dies }];

    const played = await run(wholeWay(), { deaths }, 'strict.yml');

    expect(played.outcomes()).toEqual(['Refused']);
    expect(events(played)).toEqual(['ReleaseRefused']);
  },
);

test('a build that was refused is released once its pipeline keeps the rule again', async () => {
  const { outcomes, report } = await run(wholeWay(), {
    policies: [from('strict.yml'), from('short.yml', '1h')],
    people: [{ at: '2h', does: 'start', input: { pipeline: 'shop' } }],
  });

  expect(outcomes()).toEqual(['Refused', 'Promoted']);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['new']));
});
