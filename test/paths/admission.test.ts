// What may be released: builds as CodeBuild really tells of them, and what became of their artifacts meanwhile.

import { keys } from '../../core/keys.ts';
import { commitOf, event } from './build-events.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const none = { files: { event: event({ number: 7, location: '' }) } };
const folder = { files: { event: event({ number: 7, location: 'arn:aws:s3:::shop-art/site' }) } };

test.each([
  ['a pull request', { number: 7, sourceVersion: 'pr/7' }],
  ['a branch', { number: 7, sourceVersion: `refs/heads/feature^{${commitOf(7)}}` }],
  ['a tag', { number: 7, sourceVersion: 'refs/tags/v7' }],
  ['a project of that name in another region', { number: 7, region: 'eu-west-1' }],
])('a build of %s starts nothing', async (_what, told) => {
  const { of, report } = await play(
    oneTarget(),
    { baseline: 'old', builds: [{ at: '1m', event: 'event', revision: 'strange' }] },
    { files: { event: event(told) } },
  );

  expect(of('release')).toEqual([]);
  expect(report.targets).toEqual({ live: 'old' });
});

test.each([
  ['no artifact', none, 'got none: give project shop-build an S3 artifact'],
  ['a folder', folder, 'package it as ZIP'],
])('a build that made %s is Refused, and says what to do', async (_what, files, said) => {
  const { report } = await play(
    oneTarget(),
    { baseline: 'old', builds: [{ at: '1m', event: 'event', revision: 'odd' }] },
    files,
  );

  expect(report.releases).toMatchObject([
    { outcome: 'Refused', reason: expect.stringContaining(said) },
  ]);
});

const batch = 'arn:aws:codebuild:us-east-1:111122223333:build-batch/shop-build:b1';
const children = {
  lint: event({ number: 1, batch }),
  package: event({ number: 2, batch }),
  unit: event({ number: 3, batch }),
};
const bySource = (source: string) =>
  oneTarget().replace(
    'source: { project: shop-build }',
    `source: { project: shop-build, ${source} }`,
  );

test('of a batch the artifact is released that the pipeline names, once all of it has succeeded', async () => {
  const builds = ['package', 'unit', 'lint'].map((name, index) => ({
    at: `${1 + 7 * index}m`,
    event: name,
    revision: name,
  }));

  const { report } = await play(
    bySource('artifact: package'),
    { baseline: 'old', builds },
    { files: children },
  );

  expect(report.releases).toMatchObject([{ revision: 'package', outcome: 'Promoted' }]);
  expect(Date.parse(report.releases[0]!.startedAt)).toBeGreaterThan(
    Date.parse('2026-11-23T09:15:00Z'),
  );
});

test('the newest build is the newest that was meant, whatever was built since', async () => {
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [
        build('good', '1m'),
        { ...build('strange', '2m'), pullRequest: 7 },
        { ...build('theirs', '3m'), branch: 'feature' },
        { ...build('forced', '4m'), override: true },
        { at: '5m', event: 'event' },
      ],
      events: [{ source: 'aws.codebuild', how: 'lost', times: 9 }],
      people: [
        { at: '7m', does: 'start', input: { pipeline: 'shop' } },
        { at: '8m', does: 'start', input: { pipeline: 'shop', revision: 2 } },
        { at: '9m', does: 'start', input: { pipeline: 'shop', revision: 2, admit: true } },
      ],
    },
    none,
  );

  expect(report.releases).toMatchObject([
    { revision: 'good', outcome: 'Promoted' },
    { outcome: 'Refused', reason: expect.stringContaining('tidegate start shop') },
    { outcome: 'Refused', reason: expect.stringContaining('tidegate start PIPELINE BUILD') },
  ]);
  expect(report.releases[1]!.reason).toContain('pull request');
});

test('a build that was released once is released again with the bytes it had', async () => {
  const shared = 'arn:aws:s3:::shop-art/shop.zip';
  const files = {
    first: event({ number: 1, location: shared }),
    failed: event({ number: 2, location: shared, status: 'FAILED' }),
  };

  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [
        { at: '1m', event: 'first', revision: 'good' },
        { at: '2m', event: 'failed', revision: 'broken' },
      ],
      people: [{ at: '1h', does: 'start', input: { pipeline: 'shop', revision: 1, retry: true } }],
    },
    { files },
  );

  expect(report.releases).toMatchObject([
    { revision: 'good', outcome: 'Promoted' },
    { revision: 'good', outcome: 'Promoted' },
  ]);
  expect(report.targets).toEqual({ live: 'good' });
});

test('a revert is a release, although its bytes were released before', async () => {
  const builds = [build('one', '1m'), build('two', '1h'), build('one', '2h')];

  const { outcomes, report, world } = await play(oneTarget(), { baseline: 'old', builds });

  expect(await world.onlooker.table.get(keys.source('shop'))).toMatchObject({
    defaultBranch: 'main',
  });
  expect(outcomes()).toEqual(['Promoted', 'Promoted', 'Promoted']);
  expect(report.targets).toEqual({ live: 'one' });
});

test('a commit that did harm is not released again, however its bytes differ', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad', '1m'), { ...build('rebuilt', '2h'), commit: 'bad' }, build('fix', '3h')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '2m' }],
  });

  expect(report.releases).toMatchObject([
    { revision: 'bad', outcome: 'RolledBack' },
    {
      revision: 'rebuilt',
      outcome: 'Refused',
      reason: expect.stringContaining('whose commit is quarantined'),
    },
    { revision: 'fix', outcome: 'Promoted' },
  ]);
});

test('a build that was overtaken is older, although it ends later', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('fast', '10m'), { ...build('slow', '1h'), takes: '55m' }],
  });

  expect(report.releases).toMatchObject([
    { revision: 'fast', outcome: 'Promoted' },
    { revision: 'slow', outcome: 'Superseded' },
  ]);
});
