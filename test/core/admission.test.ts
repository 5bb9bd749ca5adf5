// Which builds are releases of a pipeline, and of what they were made.

import { admissionOf, type BuildFacts, type SourceFacts } from '../../core/admission/admission.ts';
import { artifactOf } from '../../core/admission/artifact-choice.ts';
import { builtFrom } from '../../core/admission/built-from.ts';
import { fitsGlob } from '../../core/admission/glob.ts';
import type { WebhookFilter } from '../../core/admission/webhook.ts';

const commit = '4f1d2a7be0a4c3f58d6671aa0be4c9d2e5f70813';
const location = 'https://github.com/acme/shop.git';

const build = (more: Partial<BuildFacts> = {}): BuildFacts => ({
  startedAt: '2026-11-23T09:00:00Z',
  commit,
  sourceVersion: commit,
  initiator: 'GitHub-Hookshot/4f1d2a7',
  exported: {},
  sourceType: 'GITHUB',
  location,
  image: 'standard:7.0',
  ...more,
});
const project = { sourceType: 'GITHUB', location, image: 'standard:7.0' };
const onRef = (pattern: string): WebhookFilter[] => [
  { type: 'EVENT', pattern: 'PUSH', excludes: false },
  { type: 'HEAD_REF', pattern, excludes: false },
];
const facts = (more: Partial<SourceFacts> = {}): SourceFacts => ({
  project,
  defaultBranch: 'main',
  ...more,
});
const requests = [{ type: 'EVENT', pattern: 'PULL_REQUEST_CREATED', excludes: false }];
const onlyMain = facts({ filters: [onRef('^refs/heads/main$')] });

type Wanted = Parameters<typeof admissionOf>[1];

test.each<[what: string, BuildFacts, Wanted, SourceFacts]>([
  ['a push of a bare commit, where nobody wrote branches', build(), {}, facts()],
  ['a push of the default branch', build({ sourceVersion: 'refs/heads/main' }), {}, facts()],
  [
    'the same with its commit',
    build({ sourceVersion: `refs/heads/main^{${commit}}` }),
    {},
    facts(),
  ],
  ['a branch by its bare name', build({ sourceVersion: 'main' }), {}, facts()],
  ['what nobody named, which is the default branch', build({ sourceVersion: '' }), {}, facts()],
  [
    'a branch that a glob fits',
    build({ sourceVersion: 'release/2' }),
    { branches: ['release/*'] },
    facts(),
  ],
  ['a tag that is wanted', build({ sourceVersion: 'refs/tags/v2' }), { tags: ['v*'] }, facts()],
  ['a tag by its bare name', build({ sourceVersion: 'v2' }), { tags: ['v*'] }, facts()],
  ['a bare commit that only main can be', build(), { branches: ['main'] }, onlyMain],
  [
    'the same of GitLab',
    build({ initiator: 'GitLab/17.9.1-ee' }),
    { branches: ['main'] },
    onlyMain,
  ],
  [
    'the same of Bitbucket',
    build({ initiator: 'Bitbucket-Webhooks/2.0' }),
    { branches: ['main'] },
    onlyMain,
  ],
  [
    'a bare commit that its repository has on main',
    build({ initiator: 'rule/push', commitTold: { isAdmitted: true } }),
    { branches: ['main'] },
    facts(),
  ],
  [
    'a bare commit that says its branch',
    build({ exported: { CODEBUILD_WEBHOOK_TRIGGER: 'branch/main' } }),
    { branches: ['main'] },
    facts(),
  ],
  [
    'a pull request that is asked for',
    build({ sourceVersion: 'pr/7' }),
    { pullRequests: true },
    facts(),
  ],
  ['an override that is asked for', build({ image: 'mine' }), { overrides: true }, facts()],
  ['a commit of the default branch, by hand', build({ initiator: 'ana' }), {}, facts()],
  ['a build of a project that cannot be read', build({ image: 'mine' }), {}, {}],
  [
    'a build of a source without branches',
    build({ sourceType: 'S3', sourceVersion: 'x8' }),
    {},
    facts({ project: {} }),
  ],
  ['the buildspec by its usual name', build({ buildspec: 'buildspec.yml' }), {}, facts()],
  [
    'a change of what is wanted',
    build({ exported: { TIDEGATE_CHANGED_PATHS: 'docs/a.md\nsrc/b.ts' } }),
    { paths: ['src/**'] },
    facts(),
  ],
  ['a change that nothing tells', build(), { paths: ['src/**'] }, facts()],
])('%s is a release', (_what, given, wanted, known) => {
  expect(admissionOf(given, wanted, known)).toEqual({ admitted: true });
});

const told = { CODEBUILD_WEBHOOK_TRIGGER: 'pr/7' };

test.each<[what: string, BuildFacts, Wanted, SourceFacts, said: string]>([
  ['a child of a batch', build({ batch: 'arn:b' }), {}, facts(), 'arn:b'],
  ['a pull request', build({ sourceVersion: 'pr/7' }), {}, facts(), 'pr/7'],
  ['one whose ref says so', build({ sourceVersion: 'refs/pull/7/head' }), {}, facts(), 'pull'],
  ['one that only its trigger tells', build({ exported: told }), {}, facts(), 'pr/7'],
  [
    'one that exports main',
    build({ sourceVersion: 'pr/7', exported: { BRANCH: 'main' } }),
    {},
    facts(),
    'pr/7',
  ],
  ['another branch', build({ sourceVersion: 'refs/heads/feature' }), {}, facts(), 'branch feature'],
  [
    'a branch called as a tag is',
    build({ sourceVersion: 'refs/heads/v2' }),
    { tags: ['v*'] },
    facts(),
    'v2',
  ],
  [
    'a branch called as a trigger is',
    build({ sourceVersion: 'branch/main' }),
    {},
    facts(),
    'branch/main',
  ],
  ['a branch called as a commit is', build({ sourceVersion: 'deadbeef' }), {}, facts(), 'deadbeef'],
  ['a tag that nobody wants', build({ sourceVersion: 'refs/tags/v2' }), {}, facts(), 'tag v2'],
  ['a bare commit of any branch', build(), { branches: ['main'] }, facts(), 'nothing tells'],
  [
    'a bare commit, where others build too',
    build(),
    { branches: ['main'] },
    facts({ filters: [onRef('^refs/heads/.*$')] }),
    'nothing tells',
  ],
  [
    'a bare commit by hand',
    build({ initiator: 'ana' }),
    { branches: ['main'] },
    onlyMain,
    'nothing tells its branch: ana has started it of the bare commit 4f1d2a7',
  ],
  [
    'a bare commit of Bitbucket, where pull requests build too',
    build({ initiator: 'Bitbucket-Webhooks/2.0', sourceType: 'BITBUCKET' }),
    { branches: ['main'] },
    { ...onlyMain, project: {}, filters: [...onlyMain.filters!, requests] },
    'which BITBUCKET does not tell apart',
  ],
  [
    'a bare commit that its repository has elsewhere',
    build({ commitTold: { isAdmitted: false, told: 'it is told so' } }),
    {},
    facts(),
    'it is told so',
  ],
  ['another buildspec', build({ buildspec: 'version: 0.2' }), {}, facts(), 'buildspec is not'],
  ['another image', build({ image: 'mine' }), {}, facts(), 'image is not'],
  ['a fork', build({ location: 'https://github.com/mallory/shop' }), {}, facts(), 'source is not'],
  [
    'one of a project that was changed since',
    build({ image: 'standard:6.0' }),
    {},
    facts({ project: { ...project, changedAt: '2026-11-24T00:00:00Z' } }),
    'changed since',
  ],
  [
    'a branch, where nothing tells the default',
    build({ sourceVersion: 'develop' }),
    {},
    { project },
    'source.branches',
  ],
  [
    'a change of something else',
    build({ exported: { TIDEGATE_CHANGED_PATHS: 'docs/a.md' } }),
    { paths: ['src/**'] },
    facts(),
    'src/**',
  ],
])('%s is no release, and says why', (_what, given, wanted, known, said) => {
  expect(admissionOf(given, wanted, known)).toEqual({
    admitted: false,
    reason: expect.stringContaining(said),
  });
});

test.each([
  ['main', 'main', true],
  ['release/*', 'release/1.2', true],
  ['release/*', 'release/1/fix', false],
  ['src/**', 'src/a/b.ts', true],
  ['v?', 'v10', false],
  ['a.b', 'axb', false],
])('%s of %s: %s', (glob, text, fits) => {
  expect(fitsGlob(glob, text)).toBe(fits);
});

test.each([
  ['refs/heads/main^{4f1d}', 'branch', 'main'],
  ['main', 'name', 'main'],
  [commit, 'unknown', ''],
  [commit.slice(0, 7), 'unknown', ''],
  ['refs/merge-requests/7/head', 'pull request', 'refs/merge-requests/7/head'],
  ['arn:aws:s3:::bucket/source.zip', 'unknown', ''],
])('%s is of a %s %s', (sourceVersion, kind, name) => {
  expect(builtFrom({ sourceVersion, commit, exported: {} })).toEqual({ kind, name });
});

const artifact = (identifier: string, key: string) => ({ identifier, bucket: 'b', key });
const made = { arn: 'arn:1', project: 'shop', isBatch: false };
const own = artifact('', '1/shop.zip');
const assets = artifact('assets', '1/x.zip');

test.each([
  ['its own', { ...made, artifacts: [own, assets] }, undefined, own],
  ['a secondary one', { ...made, artifacts: [own, assets] }, 'assets', assets],
  ['one by its file', { ...made, artifacts: [own, assets] }, 'shop', own],
  ['the only one of a batch', { ...made, isBatch: true, artifacts: [assets] }, undefined, assets],
  ['the combined one', { ...made, isBatch: true, artifacts: [own, assets] }, undefined, own],
])('%s is released', (_what, given, wanted, chosen) => {
  expect(artifactOf(given, wanted)).toEqual({ artifact: chosen });
});

test.each([
  ['nothing was made', { ...made, artifacts: [] }, undefined, 'got none'],
  ['none has the name', { ...made, artifacts: [own] }, 'assets', 'got only shop.zip'],
  ['it made a folder', { ...made, artifacts: [artifact('', 'site/')] }, 'x', 'got only site'],
  [
    'a batch made several',
    { ...made, isBatch: true, artifacts: [assets, artifact('two', 'y')] },
    undefined,
    'assets, two',
  ],
  ['only others were made', { ...made, artifacts: [assets] }, undefined, 'source.artifact'],
])('where %s, a person is told', (_what, given, wanted, said) => {
  expect(artifactOf(given, wanted)).toEqual({ problem: expect.stringContaining(said) });
});
