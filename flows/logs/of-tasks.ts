// What the tasks of one task definition log: those that run, and those that are gone.

import { type EventsFound, logEvents, logStreams } from '../../aws/log-events.ts';
import {
  type ContainerLog,
  containerLogsOf,
  type FoundTask,
  tasksOf,
} from '../../aws/logs-of-tasks.ts';
import type { MemberAccess } from '../../aws/sts.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { cutNotice, type LogsOf, type Looking, MOST_LINES } from './looking.ts';

type Target = TargetOf<'ecs'> | TargetOf<'tasks'>;
type InCloudWatch = Extract<ContainerLog, { readonly group: string }>;

export const ofTasks: LogsOf<Target> = async (access, looking) => {
  const { target, brought } = looking;
  const { version: definition } = brought;
  const { name } = target;
  if (definition === undefined)
    return { lines: [], notices: [`${name}: no task definition is known yet`] };
  const containers = await containerLogsOf(access, target, definition);
  if (containers === undefined)
    return { lines: [], notices: [`${name}: there is no task definition ${definition} any more`] };
  const all = await tasksOf(access, target, target.ecs);
  const lines = [];
  const notices = [];
  for (const container of containers) {
    if (!('group' in container)) {
      notices.push(elsewhere(name, container));
      continue;
    }
    const { found, gone } = await linesOf(access, looking, container, all);
    if (found === undefined) {
      notices.push(`${name}: there is no log group ${container.group} yet`);
      continue;
    }
    if (found.isCut) notices.push(cutNotice(name));
    if (gone > 0) notices.push(goneText(name, gone));
    for (const { id, at, stream, text } of found.events) {
      const task = stream.slice(stream.lastIndexOf('/') + 1);
      const resource = `${definition} ${container.container} ${task.slice(0, 8)}`;
      lines.push({ id, at, of: name, resource, text });
    }
  }
  return { lines, notices };
};

function elsewhere(
  name: string,
  { container, driver }: Extract<ContainerLog, { driver: unknown }>,
) {
  const how =
    driver === undefined
      ? 'its task definition names no log driver'
      : `it logs by ${driver}, and not to CloudWatch Logs`;
  return `${name}: nothing is told of container ${container}: ${how}`;
}

function goneText(name: string, gone: number): string {
  const tasks = gone === 1 ? 'one task' : `${gone} tasks`;
  return `${name}: ${tasks} ended more than an hour ago, and ECS no longer says of which task definition: taken by when they began`;
}

async function linesOf(
  access: MemberAccess,
  looking: Looking<Target>,
  container: InCloudWatch,
  all: readonly FoundTask[],
): Promise<{ readonly found: EventsFound | undefined; readonly gone: number }> {
  const { target, brought, from, until, text } = looking;
  const place = { account: target.account, region: container.region ?? target.region };
  const streams = (tasks: readonly FoundTask[]) =>
    tasks.flatMap((task) => streamOf(container, task) ?? []);
  const own = streams(all.filter(({ definition }) => definition === brought.version));
  const known = new Set(streams(all));
  const gone = (await streamsGone(access, looking, container)).filter((it) => !known.has(it));
  const names = [...own, ...gone];
  const { group } = container;
  const wanted = { group, from, until, text, most: MOST_LINES };
  const found =
    names.length === 0
      ? { events: [], isCut: false }
      : await logEvents(access, place, { ...wanted, streams: { names } });
  return { found, gone: gone.length };
}

function streamOf({ prefix, container }: InCloudWatch, task: FoundTask): string | undefined {
  return prefix === undefined ? task.runtimeIds[container] : `${prefix}/${container}/${task.id}`;
}

/**
 * The streams that tasks began since the release came, whose tasks ECS may know no more. While its deployment runs and
 * after it, nothing but what it brings is started.
 */
async function streamsGone(
  access: MemberAccess,
  { target, since, until }: Looking<Target>,
  { prefix, container, group, region }: InCloudWatch,
): Promise<readonly string[]> {
  if (prefix === undefined) return [];
  const place = { account: target.account, region: region ?? target.region };
  const streams = await logStreams(access, place, group, `${prefix}/${container}/`);
  return streams
    .filter(({ firstAt }) => firstAt !== undefined && firstAt >= since && firstAt < until)
    .map(({ name }) => name);
}
