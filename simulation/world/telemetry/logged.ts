// What the functions and tasks of targets log, and the builds of projects: a few lines of what they did, computed when
// asked for. A version that fails says so.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import { tasksOf } from '@tidegate/embedded-aws/services/ecs/tasks';
import type { Logged } from '@tidegate/embedded-aws/services/logs/logs';
import type { Place } from '@tidegate/embedded-aws/services/places';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { nodeOf } from '../../../core/watch/resources.ts';
import { partsAt } from './served.ts';
import type { Served, Telemetry } from './telemetry.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly telemetry: Telemetry;
}

const MINUTE = 60_000;
/** Of the requests of a minute so many are told of, whatever else there is. */
const TOLD_OF_MINUTE = 3;

export function logTarget(parts: Parts, target: TargetDefinition): void {
  const { aws } = parts;
  if (target.lambda)
    aws.logs.feed(target, `/aws/lambda/${target.lambda.function}`, (from, until) =>
      perMinute(from, until, (minute) => ofFunction(parts, target, minute)),
    );
  if (target.ecs)
    aws.logs.feed(target, logGroupOf(target.ecs), (from, until) =>
      perMinute(from, until, (minute) => ofTasks(parts, target, minute)),
    );
}

/** What task definitions say where their containers log. */
export function logGroupOf({ service }: { readonly service: string }): string {
  return `/ecs/${service}`;
}

export function logProject({ aws }: Pick<Parts, 'aws'>, place: Place, project: string): void {
  aws.logs.feed(place, `/aws/codebuild/${project}`, (from, until) =>
    aws.codeBuild
      .builds(project, place)
      .flatMap(ofBuild)
      .filter(({ at }) => at >= from && at < until),
  );
}

function ofBuild({ id, startedAt, endedAt, status, environmentVariables }: Build): Logged[] {
  const [, stream = ''] = id.split(':');
  const begun = startedAt.getTime();
  const named = environmentVariables.map(({ name }) => name).join(' ') || 'none';
  const lines = [
    { stream, at: begun + 1_000, text: '[Container] Waiting for agent ping\n' },
    { stream, at: begun + 2_000, text: `[Container] Environment variables: ${named}\n` },
    { stream, at: begun + 3_000, text: '[Container] Entering phase BUILD\n' },
  ].filter(({ at }) => at < (endedAt?.getTime() ?? Number.POSITIVE_INFINITY));
  if (endedAt === undefined) return lines;
  const text = `[Container] Phase complete: BUILD State: ${status}\n`;
  return [...lines, { stream, at: endedAt.getTime(), text }];
}

function perMinute(
  from: number,
  until: number,
  ofMinute: (minute: number) => readonly Logged[],
): Logged[] {
  const lines: Logged[] = [];
  for (let minute = Math.floor(from / MINUTE); minute * MINUTE < until; minute += 1)
    lines.push(...ofMinute(minute).filter(({ at }) => at >= from && at < until));
  return lines;
}

interface Request {
  readonly at: number;
  readonly id: string;
  readonly failed: boolean;
  readonly millis: number;
}

/** Some that went well, and some of those that did not. */
function requestsOf(
  key: string,
  minute: number,
  { requests, errors, durations }: Served,
): Request[] {
  const failed = Math.min(TOLD_OF_MINUTE, Math.round(errors));
  const well = Math.min(TOLD_OF_MINUTE, Math.max(0, requests - errors));
  const [usual] = durations;
  return Array.from({ length: failed + well }, (_, index) => {
    const id = uuidOf(`${key} ${minute} ${index}`);
    const at = minute * MINUTE + Math.floor(((index + 0.5) / (failed + well)) * MINUTE);
    return { at, id, failed: index < failed, millis: Math.round((usual?.seconds ?? 0.05) * 1000) };
  });
}

function ofFunction({ aws, telemetry }: Parts, target: TargetDefinition, minute: number): Logged[] {
  const { lambda } = target;
  if (lambda === undefined) return [];
  const node = nodeOf({ lambda: { function: lambda.function, alias: lambda.alias } });
  return partsAt(aws.lambda, target, lambda, minute * MINUTE + MINUTE / 2).flatMap(
    ({ version }) => {
      const served = telemetry.servedBy(target, node, minute, version);
      const key = `${target.name} ${version}`;
      const day = new Date(minute * MINUTE).toISOString().slice(0, 10).replaceAll('-', '/');
      const stream = `${day}/[${version}]${hexOf(key)}`;
      return requestsOf(key, minute, served).flatMap(({ at, id, failed, millis }) => [
        { stream, at, text: `START RequestId: ${id} Version: ${version}\n` },
        failed
          ? { stream, at: at + 1, text: `${isoOf(at)}\t${id}\tERROR\tthe request failed\n` }
          : { stream, at: at + 1, text: `${isoOf(at)}\t${id}\tINFO\tthe request is served\n` },
        { stream, at: at + millis, text: `END RequestId: ${id}\n` },
        { stream, at: at + millis, text: `REPORT RequestId: ${id}\tDuration: ${millis}.00 ms\n` },
      ]);
    },
  );
}

/** Requests are told of by the tasks that run just then, in turn. */
function ofTasks({ aws, telemetry }: Parts, target: TargetDefinition, minute: number): Logged[] {
  const { ecs } = target;
  if (ecs === undefined) return [];
  const found = aws.ecs.find(ecs.cluster, ecs.service, target);
  const [begin, end] = [minute * MINUTE, (minute + 1) * MINUTE];
  const running = tasksOf(found).filter(
    ({ startedAt, stoppedAt = end }) => startedAt < end && stoppedAt > begin,
  );
  const node = nodeOf({ ecs: { cluster: ecs.cluster, service: ecs.service } });
  const served = telemetry.servedBy(target, node, minute);
  return running.flatMap((task): Logged[] => {
    const stream = `${ecs.service}/${containerIn(aws, target, task.definition)}/${task.id}`;
    const own = requestsOf(task.id, minute, { ...served, requests: 1 });
    const lines = own.map(({ at, failed }) => ({
      stream,
      at,
      text: failed ? 'ERROR the request failed' : 'the request is served',
    }));
    const isFirst = task.startedAt >= begin;
    const up = { stream, at: task.startedAt, text: `listening, of ${task.definition}` };
    return (isFirst ? [up, ...lines] : lines).filter(
      ({ at }) => at >= task.startedAt && at < (task.stoppedAt ?? Number.POSITIVE_INFINITY),
    );
  });
}

function containerIn(aws: EmbeddedAws, place: Place, definition: string): string {
  const containers = aws.ecs.definition(place, definition)?.asked.containerDefinitions;
  const [{ name = 'app' } = {}] = (containers ?? []) as readonly { readonly name?: string }[];
  return name;
}

function hexOf(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function uuidOf(text: string): string {
  const hex = hexOf(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
