// What came to nothing is told at a run's end: whoever was refused, and each build that had no release.

import { summaryLines } from '../../cli/summary.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

const at10 = { at: '10m', as: 'ada', reason: 'it is fine' };

test.each([
  ['start', { ...at10, does: 'start', release: 7 }, 'expected a successful build that is 7'],
  ['start', { ...at10, does: 'start', release: 'theirs' }, 'expected a build that is a release'],
  ['start', { ...at10, does: 'start', pipeline: 'shoop' }, 'shoop'],
  ['lift', { ...at10, does: 'lift', release: 'good' }, 'expected a quarantined revision'],
  ['quarantine', { ...at10, does: 'quarantine', release: 9 }, 'expected a revision of shop'],
  ['stop', { at: '5h', does: 'stop' }, 'expected an execution that runs'],
])('the report says who was refused a %s, when, and why', async (does, person, why) => {
  const { report, world } = await play(oneTarget(), {
    builds: [build('good', '1m'), { ...build('theirs', '2m'), branch: 'theirs' }],
    people: [person],
  });

  const who = does === 'stop' ? 'people/somebody' : 'people/ada';
  expect(report.refusedDeeds).toEqual([
    expect.objectContaining({
      // An answer of the API is looked for twenty times a second.
      at: expect.stringMatching(does === 'stop' ? /T14:00:00\.000Z$/ : /T09:10:00\.0[05]0Z$/),
      by: expect.stringContaining(who),
      does,
      reason: expect.stringContaining(why),
    }),
  ]);
  const lines = summaryLines({
    report,
    pipelines: world.pipelines,
    labels: new Map(),
    spent: world.aws.statistics(),
  });
  expect(lines.join('\n')).toMatch(new RegExp(`${who} asked to ${does} .*${why}`));
});

test('a deed that is done is not told as one that was refused', async () => {
  const { report } = await play(oneTarget(), {
    builds: [build('good', '1m')],
    people: [{ at: '5h', does: 'quarantine', as: 'ada', release: 'good', reason: 'it leaks' }],
  });

  expect(report.refusedDeeds).toBeUndefined();
  expect(report.ignoredBuilds).toBeUndefined();
});

test('each build that had no release is told with the reason, though its event was lost', async () => {
  const builds = [
    { ...build('strange', '1m'), pullRequest: 7 },
    { ...build('broken', '2m'), status: 'FAILED' },
    { ...build('lost', '5m'), pullRequest: 8 },
    build('older', '6m'),
    build('good', '8m'),
  ];
  const { report, world } = await play(oneTarget(), {
    builds,
    events: [{ source: 'aws.codebuild', how: 'lost', from: '4m', times: 9 }],
  });

  expect(report.releases).toMatchObject([{ revision: 'good' }]);
  expect(report.ignoredBuilds?.map(({ revision, reason }) => [revision, reason])).toEqual([
    ['strange', 'it is of a pull request (pr/7)'],
    ['broken', 'it has not succeeded: FAILED'],
    ['lost', 'it is of a pull request (pr/8)'],
    ['older', expect.stringContaining('so was that of #5, which is newer')],
  ]);
  const text = summaryLines({
    report,
    pipelines: world.pipelines,
    labels: new Map(),
    spent: world.aws.statistics(),
  }).join('\n');
  expect(text).toContain('it is of a pull request (pr/7)');
});
