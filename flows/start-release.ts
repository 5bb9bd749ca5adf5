// Starts the release of a build, once: the execution is named after the build.

import type { Build } from '../aws/codebuild.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Ports } from './ports.ts';

/**
 * Whoever learns of the build first starts it; to all others the name is taken. Where a stage keeps order, it is said
 * first that the build is coming: what is newer may start at the same moment, and be faster.
 */
export async function startRelease(
  ports: Ports,
  { pipeline, mode, stages, source }: PipelineDefinition,
  build: Pick<Build, 'arn' | 'number' | 'startedAt' | 'name'>,
  by: 'event' | 'schedule' = 'event',
): Promise<void> {
  // Somebody was faster than its event, by hand: that is no second release, and nobody is refused one.
  if (await ports.table.get(keys.released(pipeline, build.arn))) {
    ports.log.info('this build has had its release before', { pipeline, build: build.arn });
    return;
  }
  if (source.codePipeline !== undefined) {
    const { codePipeline } = source;
    ports.log.info('left the start to CodePipeline', { pipeline, codePipeline, build: build.arn });
    return;
  }
  if (source.schedule !== undefined && by !== 'schedule') {
    const { at } = source.schedule;
    ports.log.info('left the start to the schedule', { pipeline, at, build: build.arn });
    return;
  }
  const keepsOrder = [mode, ...stages.map((stage) => stage.mode)].includes('queue');
  if (keepsOrder) await noteComing(ports, pipeline, build);
  const name = executionNameOf(pipeline, build);
  const started = await ports.workflows.start(name, { pipeline, revision: build.arn });
  const text = started ? 'started a release' : 'this build has started its release before';
  ports.log.info(text, { name, build: build.arn });
}

async function noteComing(
  ports: Ports,
  pipeline: string,
  { arn, number, startedAt }: Pick<Build, 'arn' | 'number' | 'startedAt'>,
): Promise<void> {
  const since = ports.clock.now().toISOString();
  const order = { startedAt, number: Math.floor(number) };
  await ports.table.ensure(keys.coming(pipeline, arn), (item) => ({
    item: item ?? { build: arn, order, since },
  }));
}

export function executionNameOf(
  pipeline: string,
  { arn, number, name }: Pick<Build, 'arn' | 'number' | 'name'>,
): string {
  // Of a version of an object, that: all of them have the object's name.
  const [, id = ''] = /([^:=]*)$/.exec(arn) ?? [];
  const own = id.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 12);
  const called = name === undefined ? String(Math.floor(number)) : wordIn(name);
  return `${pipeline}-${called}-${own}`;
}

/** Of names that are one in so much, and of those that are nothing but signs, what the id is of tells them apart. */
function wordIn(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 10);
}
