// A test: reads its build, and answers the wave's token once it has ended.

import type { Build } from '../aws/codebuild.ts';
import { haltedTest, isRunAgain, passText, type TestRun } from '../core/test-run.ts';
import type { TestWait } from '../core/wait.ts';
import { haltOf, hasOpened, testsOf, waveName } from '../core/wave.ts';
import { answerWait, failWait } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';

/** What the end of a test adds to its run. */
type Ended<Run> = Run extends { readonly status: 'ended' }
  ? Omit<Run, 'build' | 'startedAt' | 'earlier' | 'status'>
  : never;
type TestResult = Ended<TestRun>;

export async function lookAtTest(ports: Ports, wait: TestWait): Promise<void> {
  const build = await ports.builds.get(ports.home, wait.build);
  const result = resultOf(build);
  if (result) await endTest(ports, wait, result);
}

/** A test whose time is over has ended, whatever its build does: nobody waits for that any longer. */
export async function endLateTest(ports: Ports, wait: TestWait): Promise<void> {
  const reason = 'it did not end in time';
  await endTest(ports, wait, { verdict: 'fail', reason, timedOut: true, fault: 'infrastructure' });
}

/** Keeps how it ended, and answers; or fails the token, where it is to be run again. */
async function endTest(ports: Ports, wait: TestWait, found: TestResult): Promise<void> {
  const wave = await changeWave(ports, wait.release, wait.wave, (item) => {
    if (!hasOpened(item)) return undefined;
    const run = item.tests[wait.test];
    if (run?.status !== 'running' || run.build !== wait.build) return undefined;
    const result = found.verdict === 'pass' ? { ...found, reason: passText(run) } : found;
    const release = { pipeline: wait.pipeline, id: wait.release };
    const subject = `${waveName(item.plan)}/${wait.test}`;
    const text = `test ${wait.test} ended, ${result.verdict}: ${result.reason}`;
    const entry = entryOf(ports, release, 'TestEnded', subject, text);
    const tests = { ...item.tests, [wait.test]: { ...run, status: 'ended' as const, ...result } };
    return { item: { ...item, tests }, entries: [entry] };
  });
  const run = testsOf(wave)[wait.test];
  const planned = wave.plan.tests.find(({ name }) => name === wait.test);
  const halt = haltOf(wave);
  const isIts = run?.build === wait.build && halt === undefined;
  const { verdict, reason } = found;
  const isGivenUp = halt !== undefined && verdict === 'inconclusive';
  const said = isGivenUp ? haltedTest(wait.test, halt) : { test: wait.test, verdict, reason };
  const next =
    isIts && planned && isRunAgain(run, planned)
      ? await failWait(ports, wait, reason)
      : await answerWait(ports, wait, said);
  if (next?.kind === 'test') await lookAtTest(ports, next);
}

/** Before these phases are over, a build has not run what it is told to. */
const BEFORE_COMMANDS = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE'];

/**
 * What a build says as a test; undefined while it runs.
 *
 *     SUCCEEDED                  →  pass
 *     FAILED                     →  fail
 *     FAILED before it had begun →  inconclusive, by the infrastructure's fault
 *     TIMED_OUT                  →  fail, which proves nothing of the revision: the infrastructure's fault
 *     FAULT                      →  inconclusive, by the infrastructure's fault
 *     STOPPED                    →  inconclusive: a person wanted it so
 */
function resultOf(build: Build | undefined): TestResult | undefined {
  const fault = 'infrastructure';
  if (build === undefined) return { verdict: 'inconclusive', reason: 'its build is gone', fault };
  const reason = `build ${build.arn} ended ${build.status}`;
  switch (build.status) {
    case 'IN_PROGRESS':
      return undefined;
    case 'SUCCEEDED':
      return { verdict: 'pass', reason: 'its build succeeded' };
    case 'FAILED':
      return build.failedIn !== undefined && BEFORE_COMMANDS.includes(build.failedIn)
        ? { verdict: 'inconclusive', reason: `${reason} in ${build.failedIn}`, fault }
        : { verdict: 'fail', reason, fault: 'assertions' };
    case 'TIMED_OUT':
      return { verdict: 'fail', reason, timedOut: true, fault };
    case 'STOPPED':
      return { verdict: 'inconclusive', reason };
    default:
      return { verdict: 'inconclusive', reason, fault };
  }
}
