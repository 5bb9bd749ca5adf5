// What a project’s webhook lets build, and what it has started.

import {
  isByWebhook,
  letsOnly,
  refsOf,
  type WebhookFilter,
  type WebhookFilters,
} from '../../core/admission/webhook.ts';

const event = (pattern: string) => ({ type: 'EVENT', pattern, excludes: false });
const ref = (pattern: string) => ({ type: 'HEAD_REF', pattern, excludes: false });
const onRef = (pattern: string): WebhookFilter[] => [event('PUSH'), ref(pattern)];

test.each([
  ['^refs/heads/main$', ['refs/heads/main']],
  ['^refs/heads/(main|release/.*)$', ['refs/heads/main', 'refs/heads/release/**']],
  ['^refs/heads/main$|^refs/heads/next$', ['refs/heads/main', 'refs/heads/next']],
  ['^refs\\/heads\\/release-1\\.2$', ['refs/heads/release-1.2']],
  ['refs/heads/main', undefined],
  ['^refs/heads/main', undefined],
  ['^refs/heads/(main|next$', undefined],
  ['^refs/heads/ma.n$', undefined],
  ['^refs/heads/main$|refs/heads/x$', undefined],
])('the pattern %s lets build %s', (pattern, refs) => {
  expect(refsOf(pattern)).toEqual(refs);
});

test.each<[string, WebhookFilters, boolean, type: string]>([
  ['no filters', [], false, 'GITHUB'],
  ['pushes of main', [onRef('^refs/heads/main$')], true, 'GITHUB'],
  [
    'pushes of main, and pull requests',
    [onRef('^refs/heads/main$'), [event('PULL_REQUEST_CREATED')]],
    true,
    'GITHUB',
  ],
  [
    'pushes of another branch too',
    [onRef('^refs/heads/main$'), onRef('^refs/heads/next$')],
    false,
    'GITHUB',
  ],
  ['pushes of tags that nobody wants', [onRef('^refs/tags/w.*$')], false, 'GITHUB'],
  ['pushes of tags', [onRef('^refs/tags/v.*$')], true, 'GITHUB'],
  [
    'all but main',
    [onRef('^refs/heads/main$').map((it) => ({ ...it, excludes: true }))],
    false,
    'GITHUB',
  ],
  ['pushes of main of GitLab', [onRef('^refs/heads/main$')], true, 'GITLAB'],
  [
    'pull requests of Bitbucket, which say nothing',
    [onRef('^refs/heads/main$'), [event('PULL_REQUEST_CREATED')]],
    false,
    'BITBUCKET',
  ],
  [
    'pull requests of a fork’s main at GitLab',
    [[event('PUSH, PULL_REQUEST_CREATED'), ref('^refs/heads/main$')]],
    false,
    'GITLAB_SELF_MANAGED',
  ],
  ['what has no event, of Bitbucket', [[ref('^refs/heads/main$')]], false, 'BITBUCKET'],
])('a webhook of %s lets only what is wanted build: %#', (_what, filters, only, sourceType) => {
  expect(letsOnly(filters, { branches: ['main'], tags: ['v**'], sourceType })).toBe(only);
});

test.each([
  ['GitHub-Hookshot/4f1d2a7', {}, true],
  ['Bitbucket-Webhooks/2.0', {}, true],
  ['GitLab/17.9.1-ee', {}, true],
  ['ana', {}, false],
  ['rule/push', {}, false],
  ['codepipeline/shop', {}, false],
  ['GitLabRunner/session', {}, false],
  ['ana', { CODEBUILD_WEBHOOK_EVENT: 'PUSH' }, true],
  ['ana', { CODEBUILD_WEBHOOK_EVENT: ' ' }, false],
])('what %s has started with %j is by a webhook: %s', (initiator, exported, is) => {
  expect(isByWebhook({ initiator, exported })).toBe(is);
});
