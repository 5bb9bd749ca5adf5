// Builds that a person names: by a number, a commit; and why one has come to nothing.

import { event } from './build-events.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const batch = 'arn:aws:codebuild:us-east-1:111122223333:build-batch/shop-build:b1';
const children = {
  lint: event({ number: 1, batch }),
  unit: event({ number: 2, batch, status: 'FAILED' }),
};
const admitted = { does: 'start', as: 'ada', admit: true, reason: 'it is good', release: '#1' };

test('a child of a batch is found by its number, told what it is, and let through by name', async () => {
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [
        { at: '1m', event: 'lint', revision: 'lint' },
        { at: '2m', event: 'unit', revision: 'unit' },
      ],
      people: [
        { at: '1h', does: 'start', input: { pipeline: 'shop', revision: 1 } },
        { at: '2h', ...admitted },
      ],
    },
    { files: children },
  );

  expect(report.releases).toMatchObject([
    { outcome: 'Refused', reason: expect.stringContaining('it is a child of batch') },
    { revision: 'lint', outcome: 'Promoted' },
  ]);
});

test('whoever lets a build through by its commit is asked which, where several are of it', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [
      build('one', '1m'),
      { ...build('theirs', '1h'), commit: 'a'.repeat(40), pullRequest: 7 },
      { ...build('ours', '2h'), commit: 'a'.repeat(40) },
    ],
    people: [{ at: '3h', ...admitted, release: 'a'.repeat(40) }],
  });

  expect(report.refusedDeeds).toMatchObject([
    {
      reason: expect.stringMatching(/^expected one build that is a+, got 2: .*a release as it is/),
    },
  ]);
});

test('a build without an artifact that nobody was told of is told as that', async () => {
  const { report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [{ at: '1m', event: 'event' }, build('good', '2h')],
      events: [{ source: 'aws.codebuild', how: 'lost', times: 1 }],
    },
    { files: { event: event({ number: 7, location: '' }) } },
  );

  expect(report.ignoredBuilds).toMatchObject([
    { reason: expect.stringContaining('to have made an artifact in S3, got none') },
  ]);
});

test('where branches name none, that is said', async () => {
  const source = 'source: { project: shop-build, branches: [] }';
  const { report } = await play(oneTarget().replace('source: { project: shop-build }', source), {
    baseline: 'old',
    builds: [build('good', '1m')],
  });

  expect(report.ignoredBuilds).toMatchObject([
    { reason: 'it is of branch main, and no branch and no tag has releases' },
  ]);
});
