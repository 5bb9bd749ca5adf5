// A test that is one canary of Synthetics, or several: each must pass in a run that began after the test did.

import type { CanaryRun } from '../../aws/synthetics.ts';
import { Failure } from '../../core/failure.ts';
import { isOver } from '../../core/intent.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import type { TestResult, TestRun } from '../../core/test-run.ts';
import { announced } from '../hands.ts';
import type { Ports } from '../ports.ts';
import type { SeeTest, StartTest } from './way.ts';

const KIND = 'canaries:';
/** The service's clock and a function's may be so far apart. */
const APART_MILLIS = 2_000;

/** What its run is known by says since when: canaries are started once that is kept. */
export const startCanaryTest: StartTest = async (ports, { release, wave, as }) => {
  const since = ports.clock.now().getTime() - APART_MILLIS;
  return `${KIND}${release.id}/${wave.plan.index}/${as}@${since}`;
};

/** Starts those that nobody has started since: StartCanary takes no token, and whoever died may have called it. */
export const runCanaries: SeeTest = async (ports, begun) => {
  const { wave, planned, run } = begun;
  const result = await seeCanaryTest(ports, begun);
  const now = ports.clock.now().getTime();
  if (result || isOver(run.startedAt, planned.timeoutSeconds, now)) return result;
  const busy = await announced(ports, wave, `test ${planned.name}`, async () => {
    const names: string[] = [];
    for (const name of planned.synthetics ?? [])
      if (await isBusy(ports, placeOf(planned, ports.home), name, sinceOf(run))) names.push(name);
    return names;
  });
  if (busy.length === 0) return seeCanaryTest(ports, begun);
  throw new Failure(
    'ServiceFailed',
    `expected canary ${busy.join(', ')} to be started, got what runs already, for somebody else, and not by itself: it is tried again`,
  );
};

/** Starts it, if need be; true where that cannot be done until its run for somebody else has ended. */
async function isBusy(
  ports: Ports,
  place: Ports['home'],
  name: string,
  since: number,
): Promise<boolean> {
  const canary = await ports.canaryStarts.get(place, name);
  if (canary === undefined || (canary.startedAt ?? 0) >= since) return false;
  // Its next run counts.
  if (canary.runsItself && canary.isRunning) return false;
  return !(await ports.canaryStarts.start(place, name));
}

function sinceOf({ build }: Pick<TestRun, 'build'>): number {
  return Number(build.slice(build.lastIndexOf('@') + 1));
}

export const seeCanaryTest: SeeTest = async (ports, { planned, run }) => {
  const since = sinceOf(run);
  const place = placeOf(planned, ports.home);
  const found: (TestResult | undefined)[] = [];
  for (const name of planned.synthetics ?? [])
    found.push(resultOf(name, await ports.canaries.runs(place, name), since));
  const ended = found.filter((each) => each !== undefined);
  // One that failed is enough; that all have passed is known when they have.
  const bad =
    ended.find(({ verdict }) => verdict === 'fail') ??
    ended.find(({ verdict }) => verdict !== 'pass');
  if (bad) return bad;
  if (ended.length < found.length) return undefined;
  return { verdict: 'pass', reason: ended.map(({ reason }) => reason).join(', ') };
};

/**
 * What a canary's first run since then says; undefined while there is none that has ended.
 *
 *     PASSED                            →  pass
 *     FAILED                            →  fail
 *     FAILED, by the runner's own fault →  inconclusive, by the infrastructure's fault
 *     there is no such canary           →  the same
 */
function resultOf(
  name: string,
  runs: readonly CanaryRun[] | undefined,
  since: number,
): TestResult | undefined {
  const fault = 'infrastructure';
  if (runs === undefined)
    return { verdict: 'inconclusive', reason: `there is no canary ${name}`, fault };
  const run = runs.findLast(({ startedAt }) => startedAt >= since);
  if (run === undefined || run.state === 'RUNNING') return undefined;
  const reason = `canary ${name} ended ${run.state}`;
  if (run.state === 'PASSED') return { verdict: 'pass', reason };
  if (run.state !== 'FAILED' || run.isRunners)
    return {
      verdict: 'inconclusive',
      reason: `${reason}, which its runner is to blame for`,
      fault,
    };
  return { verdict: 'fail', reason, fault: 'assertions' };
}

/** Whether a wait is of a test of canaries: of such an end one does not know whose it is. */
export function isOfCanaries(run: string): boolean {
  return run.startsWith(KIND);
}
