// Reports of a build's tests: the ledger tells what the cases came to, and the build alone decides.

import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const PIPELINE = oneTarget({ more: 'tests: [{ name: check, project: shop-check, timeout: 10m }]' });
const DAY = { baseline: 'old', builds: [build('new')] };
const FAILS = [{ how: 'test', revision: 'new', test: 'check' }];
const HOSTILE = 'pays\u001b[2J\n2026 Promoted';

async function endOf(day: object, prepare?: (world: World) => Promise<void>) {
  const played = await play(PIPELINE, { ...DAY, ...day }, prepare ? { prepare } : {});
  const ended = played.report.ledger.find(({ event }) => event === 'TestEnded');
  return { outcome: played.release('new').outcome, text: ended?.text ?? '', played };
}

test('a failed test tells its cases, the first of those that failed, and where to read more', async () => {
  const failed = [HOSTILE, 'b', 'c', 'd', 'e', 'f'];
  const reports = [{ test: 'check', passed: 209, skipped: 1, failed }];

  const { outcome, text, played } = await endOf({ reports, misbehaviours: FAILS });

  expect(outcome).toBe('RolledBack');
  expect(text).toContain(
    'ended FAILED; its report: 6 failed (pays\\u{1b}[2J\\n2026 Promoted, b, c, d, e and 1 more), 209 passed, 1 skipped',
  );
  expect(text).toMatch(
    /\(https:\/\/us-east-1\.console\.aws\.amazon\.com\/codesuite\/codebuild\/111122223333\/testReports\/reports\/shop-check-junit\/shop-check-junit%3A[\w-]+\?region=us-east-1\)$/,
  );
  const described = played.calls.filter(({ operation }) => operation === 'DescribeTestCases');
  expect(described.map(({ input }) => input)).toEqual(
    described.map(() => expect.objectContaining({ maxResults: 5, filter: { status: 'FAILED' } })),
  );
});

test('a build that succeeds passes, whatever its report says', async () => {
  const { outcome, text } = await endOf({ reports: [{ test: 'check', failed: ['pays'] }] });

  expect(outcome).toBe('Promoted');
  expect(text).toContain('ended, pass: its build succeeded; its report: 1 failed (pays)');
});

test.each([
  ['fails', 'codebuild:BatchGetReports', 'fails'],
  ['is throttled', 'codebuild:BatchGetReports', 'throttled'],
  ['is denied', 'codebuild:BatchGetReports', 'denied'],
  ['hangs', 'codebuild:BatchGetReports', 'hangs'],
  ['fails at its cases', 'codebuild:DescribeTestCases', 'fails'],
])('a report whose reading %s changes no verdict', async (_, call, how) => {
  const day = {
    reports: [{ test: 'check', passed: 3, failed: ['pays'] }],
    misbehaviours: FAILS,
    calls: [{ call, how, times: 500 }],
  };

  const { outcome, text, played } = await endOf(day);

  expect(outcome).toBe('RolledBack');
  expect(text).toMatch(
    /^test check ended, fail: build .* ended FAILED; its report could not be read$/,
  );
  expect(await played.leftBehind()).toEqual([]);
});

test('what is being made, is of coverage, or is not there says what it can', async () => {
  const prepare = async ({ aws }: World) => {
    aws.codeBuild.script(({ project }) =>
      project.name === 'shop-check'
        ? {
            reports: [
              { group: 'covered', type: 'CODE_COVERAGE' as const, cases: [] },
              { group: 'made', status: 'GENERATING' as const, cases: [] },
              {
                group: 'errors',
                cases: [
                  { name: 'boots', status: 'ERROR' as const },
                  { name: 'hums', status: 'UNKNOWN' as const },
                ],
              },
            ],
          }
        : undefined,
    );
  };

  const { text } = await endOf({}, prepare);

  expect(text).toContain('its report: 1 failed (boots), 2 unknown (https://');
  expect(text).toContain('/reports/errors/errors%3A');
});

test('a build whose reports are all of coverage, or gone, is told as it always was', async () => {
  const prepare = async ({ aws }: World) => {
    aws.codeBuild.script(({ project }) =>
      project.name === 'shop-check'
        ? { reports: [{ group: 'covered', type: 'CODE_COVERAGE' as const, cases: [] }] }
        : undefined,
    );
  };

  const { text, played } = await endOf({}, prepare);

  expect(text).toBe('test check ended, pass: its build succeeded');
  expect(played.world.aws.codeBuild.builds('shop-check', home)).toHaveLength(1);
});
