import {
  deploymentOf,
  type Job,
  projectsOf,
  runsBy,
  silenceOf,
  variablesOf,
} from '../../core/job.ts';

const job = (more: Partial<Job>): Job => ({
  id: 'deploys:1',
  project: 'deploys',
  startedAt: '2026-11-23T09:00:00.000Z',
  status: 'SUCCEEDED',
  variables: { TIDEGATE_MARK: 'tidegate deploy r1 wave 0 target live' },
  exported: {},
  ...more,
});

test.each([
  [{}, 'Succeeded', undefined],
  [{ status: 'IN_PROGRESS' }, 'running', undefined],
  [{ status: 'STOPPED', failedIn: 'BUILD' }, 'Stopped', undefined],
  [{ status: 'FAILED', failedIn: 'BUILD' }, 'Failed', /FAILED in BUILD: what its script had done/],
  [{ status: 'FAILED', failedIn: 'PROVISIONING' }, 'Failed', /before its script had begun/],
  [{ status: 'FAULT' }, 'Failed', /its build is FAULT/],
  [{ status: 'TIMED_OUT', failedIn: 'BUILD' }, 'Failed', /did not end in the time/],
] as const)('a build %j is a deployment that is %s', (more, state, error) => {
  const deployment = deploymentOf(job(more));

  expect(deployment.state).toBe(state);
  expect(deployment.description).toBe('tidegate deploy r1 wave 0 target live');
  expect(deployment.error ?? '').toMatch(error ?? /^$/);
});

test.each([
  [{ exported: { TIDEGATE_RUNS: ' sha256:aa\n' } }, 'sha256:aa', undefined],
  [{ exported: { TIDEGATE_RUNS: ' ' } }, undefined, /exports no TIDEGATE_RUNS/],
  [{ exported: {} }, undefined, /exports no TIDEGATE_RUNS/],
  [{ status: 'FAILED', exported: { TIDEGATE_RUNS: 'sha256:aa' } }, undefined, /is FAILED/],
] as const)('of a build %j that is to say what runs, %s is heard', (more, digest, silence) => {
  const asked = job(more);

  expect(runsBy(asked)).toBe(digest);
  if (silence) expect(silenceOf(asked)).toMatch(silence);
});

test('a build that runs has not been silent yet', () => {
  expect(silenceOf(job({ status: 'IN_PROGRESS' }))).toBeUndefined();
});

test('a project that also goes back is one', () => {
  expect(projectsOf({ project: 'deploys' })).toEqual(['deploys']);
  expect(projectsOf({ project: 'deploys', rollback: 'deploys' })).toEqual(['deploys']);
  expect(projectsOf({ project: 'deploys', rollback: 'back' })).toEqual(['deploys', 'back']);
});

test('a script is told the very version of the artifact, and the mark', () => {
  const artifact = { bucket: 'b', key: 'k', version: 'v7', eTag: 'e', account: '1', region: 'r' };
  const build = { arn: 'a', number: 4, startedAt: '2026-11-23T09:00:00Z' };
  const images = { app: 'shop@sha256:bb' };
  const revision = { digest: 'sha256:aa', commit: '9f2c1d7aaaa', artifact, images, build };
  const target = { name: 'live' };

  expect(
    variablesOf({ pipeline: 'shop', target, doing: 'rollBack', revision, mark: 'the mark' }),
  ).toEqual({
    TIDEGATE_DOES: 'rollBack',
    TIDEGATE_PIPELINE: 'shop',
    TIDEGATE_TARGET: 'live',
    TIDEGATE_REVISION: '#4 9f2c1d7',
    TIDEGATE_COMMIT: '9f2c1d7aaaa',
    TIDEGATE_DIGEST: 'sha256:aa',
    TIDEGATE_ARTIFACT_BUCKET: 'b',
    TIDEGATE_ARTIFACT_KEY: 'k',
    TIDEGATE_ARTIFACT_VERSION: 'v7',
    TIDEGATE_IMAGES: '{"app":"shop@sha256:bb"}',
    TIDEGATE_MARK: 'the mark',
  });
});
