// Runs a test of a wave: begins it once, and waits for its end.

import { Failure } from '../core/failure.ts';
import { isOver } from '../core/intent.ts';
import { kindOfTest } from '../core/pipeline/test-schema.ts';
import type { PlannedTest } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { earlierOf, haltedTest, isRunAgain, runNamed } from '../core/test-run.ts';
import type { TestWait } from '../core/wait.ts';
import { haltOf, hasOpened, testsOf, type Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { announced, answerWait, readLiveWave, register } from './hands.ts';
import { endLateTest, lookAtTest } from './look-at-test.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease, readWave } from './read.ts';
import { entryOf } from './stages.ts';
import { allSees } from './tests/all-sees.ts';
import { runCanaries } from './tests/canary-test.ts';
import { starts } from './tests/starts.ts';
import { askThirdParty } from './tests/third-party-test.ts';

/** Whoever begins a test asks a third party, too, and starts canaries: they are waited for by then. */
const SEES = { ...allSees, https: askThirdParty, synthetics: runCanaries };

/** Registers the token before it looks: whoever learns more after that answers it. */
export async function runTestOfWave(
  ports: Ports,
  input: Omit<TestWait, 'kind' | 'build'>,
): Promise<void> {
  const { pipeline, release: releaseId, wave: index, test } = input;
  const release = await readRelease(ports, pipeline, releaseId);
  const wave = await readLiveWave(ports, releaseId, index);
  const halt = haltOf(wave);
  if (halt) return ports.workflows.answer(input.token, haltedTest(test, halt));
  const planned = wave.plan.tests.find(({ name }) => name === test);
  if (planned === undefined)
    throw new Failure('Missing', `expected test ${test} in the plan, got none of that name`);
  const run = testsOf(wave)[test];
  const isBegun = run !== undefined && !isRunAgain(run, planned);
  const build = isBegun ? run.build : await start(ports, release, wave, planned);
  const wait: TestWait = { kind: 'test', ...input, build };
  await register(ports, wait);
  await lookAtTest(ports, wait, SEES);
  const now = ports.clock.now().getTime();
  if (run?.status === 'running' && isOver(run.startedAt, planned.timeoutSeconds, now))
    await endLateTest(ports, wait, SEES);
  // What was found meanwhile has answered all that were registered by then.
  const late = haltOf(await readWave(ports, releaseId, index));
  if (late) await answerWait(ports, wait, haltedTest(test, late));
}

/** Begins it once: whoever runs it knows the run by its name for a time, and after that we know it. */
async function start(
  ports: Ports,
  release: Release,
  wave: Wave,
  planned: PlannedTest,
): Promise<string> {
  const { plan } = wave;
  const { name: test } = planned;
  const kind = kindOfTest(planned);
  if (kind === 'drill')
    throw new Failure('Missing', `expected somebody who runs test ${test}, got a drill`);
  const before = testsOf(wave)[test];
  const earlier = earlierOf(before);
  const as = runNamed(test, { earlier });
  const build = await announced(ports, wave, `test ${test}`, () =>
    starts[kind](ports, { release, wave, planned, as }),
  );
  const kept = await changeWave(ports, release.id, plan.index, (item) => {
    if (!hasOpened(item) || item.tests[test]?.build !== before?.build) return undefined;
    const subject = `${waveName(plan)}/${test}`;
    const again = earlier.length > 0 ? ' again' : '';
    const entry = entryOf(ports, release, 'TestStarted', subject, `test ${test} started${again}`);
    const more = earlier.length > 0 ? { earlier } : {};
    const run = { build, startedAt: entry.at, ...more, status: 'running' as const };
    return { item: { ...item, tests: { ...item.tests, [test]: run } }, entries: [entry] };
  });
  // Another hand may have begun it first, and what it is known by may be that hand's.
  return testsOf(kept)[test]?.build ?? build;
}
