import { builtFrom, givenToBuild } from '../../core/admission/built-from.ts';

const COMMIT = '4f1d2c3aa0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5';
const main = { CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main' };
const base = { CODEBUILD_WEBHOOK_BASE_REF: 'refs/heads/main' };

const kindOf = (exported: Readonly<Record<string, string>>) =>
  builtFrom({ sourceVersion: COMMIT, commit: COMMIT, exported }).kind;

test('a head tells a branch only where a push has: a fork may call its own main', () => {
  expect(kindOf(main)).toBe('unknown');
  expect(kindOf({ ...main, CODEBUILD_WEBHOOK_EVENT: 'PUSH' })).toBe('branch');
  expect(kindOf({ ...main, CODEBUILD_WEBHOOK_TRIGGER: 'branch/main' })).toBe('branch');
});

test('what has a base is a pull request, however its branch is called in a fork, unless it was pushed', () => {
  expect(kindOf({ ...main, ...base })).toBe('pull request');
  expect(kindOf({ ...main, ...base, CODEBUILD_WEBHOOK_EVENT: 'PUSH' })).toBe('branch');
  expect(kindOf({ ...main, CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED' })).toBe('pull request');
  expect(kindOf({ ...main, CODEBUILD_WEBHOOK_BASE_REF: ' ' })).toBe('branch');
});

test('of what a build was given as it was started, only a webhook’s word makes it a branch’s', () => {
  const pushed = { ...main, CODEBUILD_WEBHOOK_EVENT: 'PUSH', SECRET: 'x' };
  const asked = { ...main, CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_CREATED' };
  expect(kindOf(givenToBuild(pushed, true))).toBe('branch');
  expect(givenToBuild(pushed, false)).toEqual({});
  expect(givenToBuild(pushed, true)).not.toHaveProperty('SECRET');
  expect(kindOf(givenToBuild(asked, true))).toBe('pull request');
  expect(kindOf(givenToBuild(asked, false))).toBe('pull request');
  expect(kindOf(givenToBuild({ CODEBUILD_WEBHOOK_TRIGGER: 'pr/7' }, false))).toBe('pull request');
});

test('HEAD is the repository’s, and no branch of that name: what else is told counts', () => {
  const of = (exported: Readonly<Record<string, string>>) =>
    builtFrom({ sourceVersion: 'HEAD', commit: COMMIT, exported });

  expect(of({}).kind).toBe('unknown');
  expect(of({ BRANCH_NAME: 'feature' })).toEqual({ kind: 'name', name: 'feature' });
});
