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

test('where a copy may not be written, the whole reason is told', async () => {
  const { release } = await play(pipeline, deniedThere('s3:PutObject'));

  expect(release('one').reason).toMatch(
    /^not deployed: live \(Refused: expected bucket .*docs\/aws-member-bucket\.yml does\)$/,
  );
});
