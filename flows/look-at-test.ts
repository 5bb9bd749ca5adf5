// A test: asks whoever runs it, and answers the wave's token once it has ended.

import { kindOfTest } from '../core/pipeline/test-schema.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import {
  contractText,
  haltedTest,
  isRunAgain,
  passText,
  type TestResult,
  type TestRun,
} from '../core/test-run.ts';
import type { TestWait } from '../core/wait.ts';
import { haltOf, hasOpened, testsOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { answerWait, failWait } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { entryOf } from './stages.ts';
import type { Sees } from './tests/way.ts';

/** Of a run that is not the one that is waited for any more nothing is asked. */
export async function lookAtTest(ports: Ports, wait: TestWait, sees: Sees): Promise<void> {
  const wave = await readWave(ports, wait.release, wait.wave);
  const run = testsOf(wave)[wait.test];
  const planned = wave.plan.tests.find(({ name }) => name === wait.test);
  if (run === undefined || planned === undefined) return;
  const asked = { wave, planned, run: { ...run, build: wait.build } };
  const kind = kindOfTest(planned);
  // What a drill comes to is for its wave's machine to ask.
  const result = kind === 'drill' ? undefined : await sees[kind]?.(ports, asked);
  if (result) await endTest(ports, wait, sees, result);
}

/** A test whose time is over has ended, whatever its build does: nobody waits for that any longer. */
export async function endLateTest(ports: Ports, wait: TestWait, sees: Sees): Promise<void> {
  const reason = 'it did not end in time';
  const late = { verdict: 'fail', reason, timedOut: true, fault: 'infrastructure' } as const;
  await endTest(ports, wait, sees, late);
}

/** Keeps how it ended, and answers; or fails the token, where it is to be run again. */
/** One that has ended already is answered as it was kept, whatever was found since. */
export async function endTest(
  ports: Ports,
  wait: TestWait,
  sees: Sees,
  found: TestResult,
): Promise<void> {
  const wave = await changeWave(ports, wait.release, wait.wave, (item) => {
    if (!hasOpened(item)) return undefined;
    const run = item.tests[wait.test];
    if (run?.status !== 'running' || run.build !== wait.build) return undefined;
    const result = { ...found, reason: toldReason(run, found, item.plan, wait.test) };
    const release = { pipeline: wait.pipeline, id: wait.release };
    const subject = `${waveName(item.plan)}/${wait.test}`;
    const link = result.link === undefined ? '' : ` (${result.link})`;
    const text = `test ${wait.test} ended, ${result.verdict}: ${result.reason}${link}`;
    const entry = entryOf(ports, release, 'TestEnded', subject, text);
    const tests = { ...item.tests, [wait.test]: { ...run, status: 'ended' as const, ...result } };
    return { item: { ...item, tests }, entries: [entry] };
  });
  const run = testsOf(wave)[wait.test];
  const planned = wave.plan.tests.find(({ name }) => name === wait.test);
  const halt = haltOf(wave);
  const isIts = run?.build === wait.build && halt === undefined;
  const isKept = run?.build === wait.build && run.status === 'ended';
  const { verdict, reason } = isKept ? run : found;
  const isGivenUp = halt !== undefined && verdict === 'inconclusive';
  const said = isGivenUp ? haltedTest(wait.test, halt) : { test: wait.test, verdict, reason };
  const next =
    isIts && planned && isRunAgain(run, planned)
      ? await failWait(ports, wait, reason)
      : await answerWait(ports, wait, said);
  if (next?.kind === 'test') await lookAtTest(ports, next, sees);
}

/** Of what does not pass and is a consumer's, whom to talk to; of a pass, how often it had failed before. */
function toldReason(
  run: TestRun,
  { verdict, reason }: TestResult,
  { tests }: PlannedWave,
  name: string,
): string {
  if (verdict === 'pass') return passText(run, reason);
  const contract = tests.find((each) => each.name === name)?.contract;
  return contract === undefined ? reason : `${reason}; ${contractText(contract)}`;
}
