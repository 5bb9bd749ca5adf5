// What could not be deployed is found before anything changes, and told whole.

import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const gone = { at: '3h', target: 'live', revision: 'one', versions: false, artifact: true };

test.each([
  ['as a step back', { stepBack: true }],
  ['again', { retry: true }],
])('what is asked for %s and is there no more is Refused as it starts', async (_what, how) => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('one', '1m'), build('two', '2h')],
    prunes: [gone],
    people: [{ at: '4h', does: 'start', as: 'ada', release: 'one', reason: 'two is slow', ...how }],
  });

  expect(report.releases.slice(2)).toMatchObject([
    { outcome: 'Refused', reason: expect.stringMatching(/artifact of #1 .*was deleted\. Build/) },
  ]);
  expect(report.targets).toEqual({ live: 'two' });
});

const far = { account: '"222233334444"', region: 'eu-west-1', ec2: true };
const pipeline = oneTarget({ of: target('live', far) });
const deniedThere = (call: string) => ({
  baseline: 'old',
  builds: [build('one', '1m')],
  calls: [{ call, how: 'denied', times: 99, account: '222233334444' }],
});

test('where copies cannot be looked for, a release that needs one is Refused as it starts', async () => {
  const { report } = await play(pipeline, deniedThere('s3:HeadObject'));

  expect(report.releases).toMatchObject([
    {
      outcome: 'Refused',
      reason: expect.stringMatching(/^expected bucket .*docs\/aws-member-bucket\.yml does$/),
    },
  ]);
});

/** Of two waves the second one needs a copy elsewhere. */
const later = oneTarget({ of: target('near') }).replace(
  /targets: \[(.*)\], bake/,
  (_, near: string) =>
    `waves: [{ name: first, targets: [${near}] }, { name: then, targets: [${target('live', far)}] }], bake`,
);

test.each([
  ['its own wave begins', pipeline, { live: 'old' }],
  ['any wave begins', later, { near: 'old', live: 'old' }],
])(
  'where a copy may not be written, that is found before %s, and told whole',
  async (_when, text, targets) => {
    const { report, calls } = await play(text, deniedThere('s3:PutObject'));

    const [first] = report.releases;
    expect(first).toMatchObject({
      outcome: 'Stopped',
      reason: expect.stringMatching(
        /^the wave has changed nothing, for .* it is fetched: Refused: expected bucket .*docs\/aws-member-bucket\.yml does$/,
      ),
    });
    expect(report.targets).toEqual(targets);
    expect(calls.some(({ operation }) => operation === 'CreateDeployment')).toBe(false);
  },
);

test('a bucket that cannot be reached keeps back none of the waves before its own', async () => {
  const { report } = await play(later, {
    baseline: 'old',
    builds: [build('one', '1m')],
    calls: [{ call: 's3:PutObject', how: 'fails', for: '4m', account: '222233334444' }],
  });

  expect(report.releases).toMatchObject([{ outcome: 'Promoted' }]);
  expect(report.targets).toEqual({ near: 'one', live: 'one' });
});

test.each([
  ['far away', pipeline.replaceAll('222233334444', '111122223333')],
  ['beside it', oneTarget()],
])(
  'an artifact that is deleted before the gate opens keeps it shut, of a target %s',
  async (_where, text) => {
    const { report, calls } = await play(text, {
      baseline: 'old',
      builds: [build('one', '1m')],
      alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '0s', for: '30m' }],
      prunes: [{ at: '10m', target: 'live', revision: 'one', versions: false, artifact: true }],
    });

    expect(report.releases).toMatchObject([
      {
        outcome: 'Stopped',
        reason: expect.stringMatching(
          /^the artifact of #1 .* was deleted, .* for live; put it back/,
        ),
      },
    ]);
    expect(calls.some(({ operation }) => operation === 'CreateDeployment')).toBe(false);
  },
);
