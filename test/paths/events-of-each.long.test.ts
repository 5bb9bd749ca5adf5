// Events of each source that come twice, in another order, late or not at all.

import { shareOf } from '../share.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const pipeline = oneTarget({
  of: `${target('live')}, ${target('box', { ec2: true })}`,
  more: `tests: [${aTest('smoke')}]`,
});

/** A good release and a bad one, whose alarm fires three minutes into its bake. */
const twoReleases = {
  baseline: 'old',
  builds: [build('good'), build('bad', '1h')],
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'box', after: '3m' }],
};

const SOURCES = ['aws.codebuild', 'aws.codedeploy', 'aws.cloudwatch', 'aws.states'];

const undisturbed = await play(pipeline, twoReleases);

test('undisturbed, the good release is promoted and the bad one rolled back', async () => {
  const { outcomes, report, leftBehind } = undisturbed;

  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(report.targets).toEqual({ live: 'good', box: 'good' });
  expect(await leftBehind()).toEqual([]);
});

const each = (fault: object) => SOURCES.map((source) => ({ source, ...fault, times: 99 }));

/** Those of one source may come late while the others do not; who hears of one twice does not ask for the others. */
const changes: readonly (readonly [string, readonly object[]])[] = [
  ['all events doubled', each({ how: 'doubled' })],
  ['all swapped with the next', each({ how: 'swapped' })],
  ...each({ how: 'late', by: '6m' }).map(
    (late) => [`those of ${late.source} late by six minutes`, [late]] as const,
  ),
];

test.each(shareOf(changes, 3))('%s change no outcome', async (_how, events) => {
  const { outcomes, report, of, leftBehind } = await play(pipeline, { ...twoReleases, events });

  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(of('release')).toHaveLength(2);
  expect(report.targets).toEqual({ live: 'good', box: 'good' });
  expect(await leftBehind()).toEqual([]);
});

test.each(shareOf(SOURCES.slice(1), 3))(
  'events of %s that are all lost are made good by the sweep',
  async (source) => {
    const { outcomes, report, leftBehind, wave } = await play(pipeline, {
      ...twoReleases,
      events: [{ source, how: 'lost', times: 999 }],
    });

    expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
    expect(report.targets).toEqual({ live: 'good', box: 'good' });
    expect(await leftBehind()).toEqual([]);
    const seconds = wave('bad', 0).visits.at(-1)!.at - undisturbed.wave('bad', 0).visits.at(-1)!.at;
    expect(seconds).toBeLessThan(3 * 305);
  },
);
