import { comparedShift } from '../../core/compared-shift.ts';
import type { Expected, JobRun, JobTruth } from '../../core/found-truth.ts';
import { compared, runsNothingOf } from '../../core/truth.ts';

const AT = '2026-11-23T09:00:00.000Z';
const MARK = 'tidegate deploy r1 wave 0 target live';
const ours: JobRun = {
  ...{ id: 'deploys:1', state: 'Succeeded', creator: 'user', createdAt: AT },
  ...{ description: MARK, digest: 'sha256:aa' },
};
const theirs: JobRun = { ...ours, id: 'deploys:2', description: '', digest: 'sha256:bb' };
const running: JobRun = { ...theirs, state: 'running' };
const failed: JobRun = { ...theirs, state: 'Failed' };
const again: JobRun = { ...theirs, digest: 'sha256:aa' };
const says = (digest: string) => ({ runs: { digest, by: 'runs:9' } });

const truth = (more: Omit<JobTruth, 'kind'>): JobTruth => ({ kind: 'job', ...more });

const expected: Expected = {
  release: 'r1',
  revision: {
    digest: 'sha256:aa',
    artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
    commit: 'abc',
    build: { arn: 'a', number: 1, startedAt: AT },
  },
  setting: 'deploys:1',
  at: AT,
  copies: [],
};

test.each([
  ['its own job was the last', truth({ last: ours, attempted: ours }), 'same', false],
  [
    'and it is said to run',
    truth({ last: ours, attempted: ours, ...says('sha256:aa') }),
    'same',
    false,
  ],
  [
    'other bytes are said to run',
    truth({ last: ours, attempted: ours, ...says('sha256:bb') }),
    'other',
    true,
  ],
  ['somebody else’s job runs', truth({ last: ours, attempted: running }), 'other', false],
  ['somebody else’s job has failed', truth({ last: ours, attempted: failed }), 'other', false],
  [
    'that failed, and its bytes are said to run',
    truth({ last: ours, attempted: failed, ...says('sha256:aa') }),
    'same',
    false,
  ],
  [
    'somebody else has brought other bytes',
    truth({ last: theirs, attempted: theirs }),
    'other',
    true,
  ],
  [
    'somebody else has brought the same',
    truth({ last: again, attempted: again }),
    'touched',
    false,
  ],
  ['there is no job any more', truth({}), 'same', false],
] as const)('where %s, it is %s', (_, found, is, isNothing) => {
  expect(compared(found, expected).is).toBe(is);
  expect(runsNothingOf(found, expected)).toBe(isNothing);
});

test('what baked before jobs had settings is compared by its digest', () => {
  const { setting: _, ...baseline } = expected;

  expect(compared(truth({ last: again, attempted: again }), baseline).is).toBe('same');
  expect(compared(truth({ last: theirs, attempted: theirs }), baseline).is).toBe('other');
});

test.each([
  ['nothing has run yet', undefined, 'same'],
  ['its own job is the last', { ...ours, id: 'deploys:7' }, 'same'],
  [
    'an earlier one of somebody else’s is',
    { ...theirs, createdAt: '2026-11-23T08:00:00.000Z' },
    'same',
  ],
  ['somebody else’s came after it', { ...theirs, createdAt: '2026-11-23T09:01:00.000Z' }, 'other'],
] as const)('while it is brought there and %s, it is %s', (_, attempted, is) => {
  const shifting = { mark: MARK, begunAt: AT, deployment: 'deploys:9', seenShare: 0 };

  expect(comparedShift(truth(attempted ? { attempted } : {}), expected, shifting).is).toBe(is);
});
