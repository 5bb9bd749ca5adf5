// Why a build that somebody means has had no release.

import { artifactsOf } from '../core/admission/artifact-choice.ts';
import { Failure, isFailure } from '../core/failure.ts';
import { momentText } from '../core/hours/window.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { sourceText } from '../core/pipeline/source-schema.ts';
import { nextDue } from '../core/recurring/recurring.ts';
import { calledOf, wordOf } from '../core/revision.ts';
import { sourceKeys } from '../core/source-keys.ts';
import { readDefinition } from './definitions.ts';
import { buildsNamed } from './find-build.ts';
import { judgedBuilds } from './pin-revision.ts';
import type { Ports } from './ports.ts';

/** `the next at Tue 2026-12-01 02:00+01:00 Europe/Berlin` */
async function nextTimeText(
  ports: Ports,
  { pipeline, source: { schedule } }: PipelineDefinition,
): Promise<string> {
  const known = await ports.table.get(sourceKeys.schedule(pipeline));
  const now = ports.clock.now().getTime();
  const next = schedule && nextDue(schedule, known ? Date.parse(known.since) : now, now);
  if (next === undefined) return `by ${schedule?.at}, which comes no more`;
  return `the next at ${momentText(next, schedule?.zone ?? 'UTC')}`;
}

/** A sentence. Throws `Refused` where there is no such build. */
export async function whyNoRelease(ports: Ports, pipeline: string, named: string): Promise<string> {
  const { pipeline: definition } = await readDefinition(ports, pipeline);
  try {
    const builds = await buildsNamed(ports, definition, named);
    const [first] = await judgedBuilds(ports, definition, builds);
    if (first === undefined) throw new Failure('Refused', 'expected a build, got none');
    const { build, against } = first;
    const what = `${build.made?.kind ?? 'build'} ${calledOf(build)} (${build.arn})`;
    const start = `tidegate start ${pipeline} ${wordOf(build)}`;
    if (against !== undefined)
      return `${what} is no release: ${against}; a person lets it through by: ${start} --admit --reason "…"`;
    const { problem } = build.made ? {} : artifactsOf(build, definition.source);
    if (problem !== undefined) return `${what} has had no release, and can have none: ${problem}`;
    const { schedule } = definition.source;
    if (schedule !== undefined) {
      const next = await nextTimeText(ports, definition);
      return `${what} has had no release yet: its pipeline is released at set times, ${next}; at once: ${start}`;
    }
    const looked = build.made ? sourceText(definition.source) : 'the project';
    return `${what} has had no release yet: an event or, within the hour, a look at ${looked} starts it; at once: ${start}`;
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    throw new Failure(
      'Refused',
      `expected a release or a build of pipeline ${pipeline}, got none that is ${JSON.stringify(named)}: ${thrown.message}`,
      { cause: thrown },
    );
  }
}
