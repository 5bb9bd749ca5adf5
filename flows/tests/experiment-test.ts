// A test that is an experiment of the Fault Injection Service: what it breaks is watched by the wave's alarms.

import { createHash } from 'node:crypto';
import { harmless } from '../../core/harmless.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import type { PlannedTest } from '../../core/planned-wave.ts';
import type { TestRun } from '../../core/test-run.ts';
import { testsOf, type Wave } from '../../core/wave.ts';
import type { Ports } from '../ports.ts';
import type { SeeTest, StartTest } from './way.ts';

const KIND = 'experiment:';
const MOST_OF_A_REASON = 300;

/** By the id of an experiment, as its event tells it. */
export function runOfExperiment(id: string): string {
  return `${KIND}${id}`;
}

export const startExperimentTest: StartTest = async (ports, { release, wave, planned, as }) => {
  const { index } = wave.plan;
  // The one before it may not have ended in its time: two at once would say nothing of either.
  const before = testsOf(wave)[planned.name];
  if (before) await stopExperiment(ports, planned, before);
  const token = createHash('sha256').update(`${release.id}/${index}/${as}`).digest('hex');
  const place = placeOf(planned, ports.home);
  const id = await ports.experiments.start(place, planned.experiment ?? '', token);
  return runOfExperiment(id ?? `none/${release.id}/${index}/${as}`);
};

/**
 * What an experiment says as a test; undefined while it runs.
 *
 *     completed           →  pass: no alarm of the wave has fired, or the wave had ended
 *     stopped, cancelled  →  inconclusive: a person, or a stop condition of its own, wanted it so
 *     failed              →  inconclusive, by the infrastructure's fault
 */
export const seeExperimentTest: SeeTest = async (ports, { planned, run }) => {
  const fault = 'infrastructure';
  const id = run.build.slice(KIND.length);
  const place = placeOf(planned, ports.home);
  const state = id.startsWith('none/') ? undefined : await ports.experiments.get(place, id);
  if (state === undefined) {
    const reason = `there is no experiment of template ${planned.experiment}`;
    return { verdict: 'inconclusive', reason, fault };
  }
  const { status } = state;
  const why = harmless(state.reason).slice(0, MOST_OF_A_REASON);
  const reason = `experiment ${id} ${status}${why === '' ? '' : `: ${why}`}`;
  switch (status) {
    case 'pending':
    case 'initiating':
    case 'running':
    case 'stopping':
      return undefined;
    case 'completed':
      return { verdict: 'pass', reason };
    case 'stopped':
    case 'cancelled':
      return { verdict: 'inconclusive', reason };
    default:
      return { verdict: 'inconclusive', reason, fault };
  }
};

/** Nothing is broken for a wave that has ended, or is not waited for any more. */
export async function stopExperiments(ports: Ports, wave: Wave): Promise<void> {
  const runs = testsOf(wave);
  for (const planned of wave.plan.tests) {
    const run = runs[planned.name];
    if (run) await stopExperiment(ports, planned, run);
  }
}

/** One that did not end in its time goes on all the same, unless somebody stops it. */
async function stopExperiment(ports: Ports, planned: PlannedTest, run: TestRun): Promise<void> {
  const isOver = run.status === 'ended' && !(run.verdict === 'fail' && run.timedOut);
  if (isOver || !run.build.startsWith(KIND) || run.build.startsWith(`${KIND}none/`)) return;
  await ports.experiments.stop(placeOf(planned, ports.home), run.build.slice(KIND.length));
}
