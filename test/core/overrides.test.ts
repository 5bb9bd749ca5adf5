// What a build was made of, beside what its project says.

import { type BuildFacts, overrideOf } from '../../core/admission/admission.ts';

const github = (location: string): BuildFacts => ({
  startedAt: '2026-11-23T09:00:00Z',
  initiator: 'GitHub-Hookshot/1',
  commit: '',
  exported: {},
  sourceType: 'GITHUB',
  location,
});

test.each([
  'https://github.com/acme/shop.git',
  'https://github.com/acme/shop',
  'https://github.com/Acme/Shop.git/',
])('a repository is the project’s by whichever of its addresses: %s', (location) => {
  const project = github('https://github.com/acme/shop.git');

  expect(overrideOf(github(location), { project })).toBeUndefined();
});

test('another repository is another source, and so are other letters of a bucket’s key', () => {
  const project = github('https://github.com/acme/shop.git');
  const kept = { ...project, sourceType: 'S3', location: 'sources/shop.zip' };

  expect(overrideOf(github('https://github.com/eve/shop.git'), { project })).toMatch(/source/);
  expect(overrideOf({ ...kept, location: 'sources/Shop.zip' }, { project: kept })).toMatch(
    /source/,
  );
});
