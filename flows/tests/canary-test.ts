// A test that is one canary of Synthetics, or several: each must pass in a run that began after the test did.

import type { CanaryRun } from '../../aws/synthetics.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import type { TestResult } from '../../core/test-run.ts';
import type { SeeTest, StartTest } from './way.ts';

const KIND = 'canaries:';
/** The service's clock and a function's may be so far apart. */
const APART_MILLIS = 2_000;

/**
 * One that runs by itself is not started: its next run counts. What the run is known by says since when; of two hands
 * that begin it the first one's is kept.
 */
export const startCanaryTest: StartTest = async (ports, { release, wave, planned, as }) => {
  const since = ports.clock.now().getTime() - APART_MILLIS;
  const place = placeOf(planned, ports.home);
  for (const name of planned.synthetics ?? []) await ports.canaries.start(place, name);
  return `${KIND}${release.id}/${wave.plan.index}/${as}@${since}`;
};

export const seeCanaryTest: SeeTest = async (ports, { planned, run }) => {
  const since = Number(run.build.slice(run.build.lastIndexOf('@') + 1));
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
