// A test: reads its build, and answers the wave's token once it has ended.

import type { Build } from '../aws/codebuild.ts';
import type { TestWait } from '../core/wait.ts';
import { hasOpened, type TestRun, waveName } from '../core/wave.ts';
import { answerWait } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';

/** What the end of a test adds to its run. */
type Ended<Run> = Run extends { readonly status: 'ended' }
  ? Omit<Run, 'build' | 'startedAt' | 'status'>
  : never;
type TestResult = Ended<TestRun>;

export async function lookAtTest(ports: Ports, wait: TestWait): Promise<void> {
  const build = await ports.builds.get(ports.home, wait.build);
  const result = resultOf(build);
  if (result === undefined) return;
  const { verdict, reason } = result;
  await changeWave(ports, wait.release, wait.wave, (wave) => {
    if (!hasOpened(wave)) return undefined;
    const run = wave.tests[wait.test];
    if (run?.status !== 'running') return undefined;
    const release = { pipeline: wait.pipeline, id: wait.release };
    const subject = `${waveName(wave.plan)}/${wait.test}`;
    const entry = entryOf(
      ports,
      release,
      'TestEnded',
      subject,
      `test ${wait.test} ended, ${verdict}: ${reason}`,
    );
    const tests = { ...wave.tests, [wait.test]: { ...run, status: 'ended' as const, ...result } };
    return { item: { ...wave, tests }, entries: [entry] };
  });
  const next = await answerWait(ports, wait, { test: wait.test, verdict, reason });
  if (next?.kind === 'test') await lookAtTest(ports, next);
}

/**
 * What a build says as a test; undefined while it runs.
 *
 *     SUCCEEDED           →  pass
 *     FAILED              →  fail
 *     TIMED_OUT           →  fail, which proves nothing of the revision
 *     STOPPED, FAULT      →  inconclusive: it did not get to say
 */
function resultOf(build: Build | undefined): TestResult | undefined {
  if (build === undefined) return { verdict: 'inconclusive', reason: 'its build is gone' };
  const reason = `build ${build.arn} ended ${build.status}`;
  switch (build.status) {
    case 'IN_PROGRESS':
      return undefined;
    case 'SUCCEEDED':
      return { verdict: 'pass', reason: 'its build succeeded' };
    case 'FAILED':
      return { verdict: 'fail', reason };
    case 'TIMED_OUT':
      return { verdict: 'fail', reason, timedOut: true };
    default:
      return { verdict: 'inconclusive', reason };
  }
}
