// tidegate request: a CI asks for a release, over the wire.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOf } from '../../simulation/report.ts';
import { artifactBucket } from '../../simulation/world/place.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const pipeline = oneTarget().replace(
  /source: \{[^}]*\}/,
  'source: { event: true, branches: [main] }',
);
// The command line has the time of day, and a request holds for an hour.
const startAt = new Date().toISOString();
const { world, tellAws, play, close } = await standing(pipeline, { startAt });
const folder = mkdtempSync(join(tmpdir(), 'tidegate-request-'));
const file = join(folder, 'package.zip');
writeFileSync(file, world.revisions.contentOf('good'));
const commit = 'c0ffee'.padEnd(40, '0');

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await close();
});

test('what was built is uploaded, asked for, and released', async () => {
  await play();

  const asked = await tellAws(
    ...['request', 'shop', '--file', file, '--to', `s3://${artifactBucket}/shop.zip`],
    ...['--branch', 'main', '--commit', commit, '--actor', 'ada', '--for', '1h'],
  );
  await play();

  expect(asked.stdout).toMatch(/^asked for a release of shop: main c0ffee0, by event /);
  const { releases } = await reportOf(world);
  expect(releases.map(({ outcome, revision }) => `${outcome} ${revision}`)).toEqual([
    'Promoted good',
  ]);
});

test.each([
  ['neither a file nor an image', [], /expected --file with --to, or --image/],
  ['a file that goes nowhere', ['--file', file], /expected --to s3:/],
  ['an image by its tag', ['--image', 'x.dkr.ecr/shop:main', '--commit', commit], /got:.*images/],
])('%s is refused', async (_what, words, why) => {
  const { stderr } = await tellAws('request', 'shop', '--branch', 'main', ...words);

  expect(stderr).toMatch(why);
});
