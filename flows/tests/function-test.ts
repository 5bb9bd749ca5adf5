// A test that is a function of a team. A machine of its own calls it, since a call lasts longer than any function of
// ours lives; and an execution is begun once by its name, and tells its end to whoever asks.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ExecutionEnd } from '../../aws/step-functions.ts';
import { elsewhereText, placeOf } from '../../core/pipeline/test-schema.ts';
import { plainReason } from '../../core/plain-reason.ts';
import { testAnswerOf } from '../../core/test-answer.ts';
import { runNamed, type TestResult } from '../../core/test-run.ts';
import { resultOfAnswer } from './result-of-answer.ts';
import { keyOf, testPayload } from './test-payload.ts';
import type { SeeTest, StartTest } from './way.ts';

/** No function lives longer. */
const LONGEST_SECONDS = 900;
/** Of another account or region Step Functions calls none: a function of ours does, which lives no longer itself. */
const LONGEST_ELSEWHERE_SECONDS = 840;

export const startFunctionTest: StartTest = (ports, test) => {
  const { release, wave, planned, as } = test;
  const asked = `${release.id}/${wave.plan.index}/${as}`;
  const name = `test-${createHash('sha256').update(asked).digest('hex').slice(0, 40)}`;
  const { home } = ports;
  const elsewhere = placeOf(planned, home);
  const isElsewhere = elsewhere.account !== home.account || elsewhere.region !== home.region;
  const longest = isElsewhere ? LONGEST_ELSEWHERE_SECONDS : LONGEST_SECONDS;
  return ports.workflows.startCall(name, {
    function: planned.lambda,
    seconds: Math.min(planned.timeoutSeconds, longest),
    payload: testPayload(test),
    ...(isElsewhere && { elsewhere }),
  });
};

export const seeFunctionTest: SeeTest = async (ports, { wave, planned, run }) => {
  const what = `function ${planned.lambda}${elsewhereText(planned)}`;
  const as = runNamed(planned.name, run);
  const key = keyOf({ release: wave.release, index: wave.plan.index, as });
  return resultOf(what, key, await ports.workflows.endOfCall(run.build));
};

/** What its machine says of a call that it has made: what was answered, or what went wrong. */
const Called = z.strictObject({ answer: z.string(), error: z.string(), late: z.boolean() });

function resultOf(
  what: string,
  key: string,
  end: ExecutionEnd | undefined,
): TestResult | undefined {
  const fault = 'infrastructure';
  if (end === undefined) return undefined;
  const silent = (reason: string): TestResult => ({ verdict: 'inconclusive', reason, fault });
  if (end.status === 'ABORTED')
    return { verdict: 'inconclusive', reason: `the call of ${what} was stopped` };
  const called = end.output === undefined ? undefined : Called.safeParse(JSON.parse(end.output));
  if (!called?.success)
    return silent(`the call of ${what} ended ${end.status}: ${plainReason(end.error ?? '')}`);
  const { answer, error, late } = called.data;
  if (late) {
    const reason = `${what} did not end in time`;
    return { verdict: 'fail', reason, timedOut: true, fault };
  }
  if (error !== '') return silent(`${what} failed: ${plainReason(error)}`);
  const said = testAnswerOf(answer);
  if (said === undefined) return silent(`${what} answered neither "status": "passed" nor "failed"`);
  if ((said.key ?? key) !== key) return silent(`${what} answered for another run`);
  return resultOfAnswer(what, said);
}
