// Builds as CodeBuild tells of them: begun, ended, told twice; and what they have made.

import { event } from './build-events.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const bySource = (source: string) =>
  oneTarget().replace(
    'source: { project: shop-build }',
    `source: { project: shop-build, ${source} }`,
  );

test('a build that is told of as it begins, and twice as it ends, is one', async () => {
  const begun = event({ number: 1, status: 'IN_PROGRESS', location: '' });
  const { outcomes } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: ['begun', 'ended', 'ended'].map((name, index) => ({
        at: `${1 + index}m`,
        event: name,
        revision: 'good',
      })),
    },
    { files: { begun, ended: event({ number: 1 }) } },
  );

  expect(outcomes()).toEqual(['Promoted']);
});

test('what most pushes say is the project’s, whatever a person has started before', async () => {
  const forced = event({ number: 1 })
    .replace('GitHub-Hookshot/4f1d2a7', 'eve')
    .replace('acme/shop.git', 'eve/shop.git');
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [
        { at: '1m', event: 'forced', revision: 'forced' },
        { at: '5m', event: 'pushed', revision: 'good' },
      ],
    },
    { files: { forced, pushed: event({ number: 2 }) } },
  );

  expect(report.releases).toMatchObject([{ revision: 'good', outcome: 'Promoted' }]);
});

test('of a secondary artifact the bytes are released, and not what else its build made', async () => {
  const { report } = await play(bySource('artifact: assets'), {
    baseline: 'old',
    builds: [
      { ...build('good', '1m'), key: 'assets.zip' },
      { ...build('broken', '3m'), key: 'assets.zip', status: 'FAILED' },
    ],
  });

  expect(report.releases).toMatchObject([{ revision: 'good', outcome: 'Promoted' }]);
});

test('what CodePipeline takes has no digest of CodeBuild’s: it is computed from the version of its time', async () => {
  const ofPipeline = (number: number, status: string) =>
    event({ number, status, location: 'arn:aws:s3:::pipe/shop/BuildArtif/x' })
      .replace('"GITHUB"', '"CODEPIPELINE"')
      .replace('8:58:00', `${number === 1 ? '8:59' : '9:02'}:00`);
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [
        { at: '1m', event: 'first', revision: 'good' },
        { at: '4m', event: 'second', revision: 'broken' },
      ],
      events: [{ source: 'aws.codebuild', how: 'lost', times: 2 }],
      people: [{ at: '9m', does: 'start', input: { pipeline: 'shop', revision: 1 } }],
    },
    { files: { first: ofPipeline(1, 'SUCCEEDED'), second: ofPipeline(2, 'FAILED') } },
  );

  expect(report.releases).toMatchObject([{ revision: 'good', outcome: 'Promoted' }]);
});

test('a newer build whose artifact is not there hides no good one', async () => {
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [build('good', '1m'), { at: '3m', event: 'folder', revision: 'odd' }],
      events: [{ source: 'aws.codebuild', how: 'lost', times: 9 }],
    },
    {
      files: {
        folder: event({ number: 7, location: 'arn:aws:s3:::shop-art/site' })
          .replace('"GITHUB"', '"CODECOMMIT"')
          .replace(
            'https://github.com/acme/shop.git',
            'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop',
          ),
      },
    },
  );

  expect(report.releases).toMatchObject([{ revision: 'good', outcome: 'Promoted' }]);
});
