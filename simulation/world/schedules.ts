// The set times at which pipelines of a world are released: it goes on until the last of its builds had one.

import { secondsIn } from '../../core/duration.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { nextDue } from '../../core/recurring/recurring.ts';
import type { Pipelines } from './pipelines.ts';
import type { Scenario } from './scenario.ts';

/** In which what is due is looked at. */
const LOOKED_AT_MILLIS = 600_000;
/** Nobody waits for what comes once in years. */
const LONGEST_MILLIS = 40 * 86_400_000;

/** Where nothing is released at set times, nobody looks for what is due. */
export function unwokenBy(pipelines: Pipelines): readonly string[] {
  return pipelines.some(({ source }) => source.schedule !== undefined) ? [] : ['OnSchedule'];
}

/** From the start of the scenario until each build was there at a time that came, and was looked at. */
export function lastDueSeconds(pipelines: Pipelines, scenario: Scenario): number {
  const [own] = pipelines;
  const startAt = new Date(scenario.startAt).getTime();
  const ends = pipelines.map((pipeline) => {
    const its = scenario.builds.filter(
      (build) => (build.pipeline ?? own.pipeline) === pipeline.pipeline,
    );
    const last = Math.max(...its.map(({ at }) => secondsIn(at) * 1000));
    return its.length === 0 ? 0 : dueSeconds(pipeline, startAt, startAt + last);
  });
  return Math.max(0, ...ends);
}

function dueSeconds({ source }: PipelineDefinition, startAt: number, last: number): number {
  if (source.schedule === undefined) return 0;
  const next = nextDue(source.schedule, startAt, last);
  if (next === undefined || next > last + LONGEST_MILLIS) return 0;
  return (next + LOOKED_AT_MILLIS - startAt) / 1000;
}
