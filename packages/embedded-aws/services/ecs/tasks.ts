// The tasks of services: derived from what their deployments brought, and known for an hour after they ended.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { definitionArn } from './definitions.ts';
import { ecsArn } from './events.ts';
import type { Run, Service } from './service.ts';
import type { EcsStore } from './store.ts';

export interface Task {
  readonly id: string;
  readonly definition: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly stoppedAt?: number;
}

const STARTUP_MILLIS = 20_000;
const KNOWN_MILLIS = 3_600_000;
const INVALID = 'InvalidParameterException';

/** All that there ever were. */
export function tasksOf(service: Service): readonly Task[] {
  const { runs, taskSets, createdAt, current, desiredCount } = service;
  const first = runs[0]?.source?.definition ?? (runs.length > 0 ? undefined : current.definition);
  const sets = taskSets.map((set) => ({
    key: set.id,
    definition: set.definition,
    from: set.createdAt.getTime(),
    until: undefined,
  }));
  const brought = runs.map((run, index) => ({
    key: run.id,
    definition: run.target.definition,
    from: run.createdAt.getTime() + STARTUP_MILLIS,
    until: endOf(run, runs.slice(index + 1)),
  }));
  const before = {
    key: 'first',
    definition: first ?? '',
    from: createdAt.getTime(),
    until: runs.find(isTaken)?.finishedAt?.getTime(),
  };
  const all = sets.length > 0 ? sets : [...(first ? [before] : []), ...brought];
  return all.flatMap(({ key, definition, from, until }) =>
    Array.from({ length: desiredCount }, (_, index): Task => {
      const id = createHash('md5').update(`${service.name} ${key} ${index}`).digest('hex');
      return { id, definition, startedAt: from, ...(until !== undefined && { stoppedAt: until }) };
    }),
  );
}

function isTaken({ status }: Run): boolean {
  return status === 'SUCCESSFUL';
}

/** Its own, where it was taken back; else that of the next that took its place. */
function endOf(run: Run, later: readonly Run[]): number | undefined {
  if (run.finishedAt !== undefined && !isTaken(run)) return run.finishedAt.getTime();
  return later.find(isTaken)?.finishedAt?.getTime();
}

const List = z.object({
  cluster: z.string().default('default'),
  serviceName: text.optional(),
  family: text.optional(),
  desiredStatus: z.enum(['RUNNING', 'PENDING', 'STOPPED']).default('RUNNING'),
  maxResults: number.pipe(z.int().min(1).max(100)).default(100),
  nextToken: text.optional(),
});
const Described = z.object({
  cluster: z.string().default('default'),
  tasks: z.array(text).min(1).max(100),
});

export function taskOperations({ states, clock }: EcsStore): Record<string, Operation> {
  const known = (service: Service) => {
    const now = clock.millis();
    return tasksOf(service).filter(
      ({ startedAt, stoppedAt = now }) => startedAt <= now && stoppedAt > now - KNOWN_MILLIS,
    );
  };
  return {
    ListTasks: (input, call) => {
      const asked = parseInput(List, input, INVALID);
      const { services } = states.at(call);
      const name = asked.serviceName && lastOf(asked.serviceName);
      const cluster = lastOf(asked.cluster);
      const own = [...services.values()].filter((each) => each.cluster === cluster);
      if (name !== undefined && !own.some((each) => each.name === name))
        throw new AwsError('ServiceNotFoundException', 'Service not found.');
      const found = own
        .filter((each) => name === undefined || each.name === name)
        .flatMap((service) => known(service).map((task) => ({ service, task })))
        .filter(
          ({ task }) => isStopped(task, clock.millis()) === (asked.desiredStatus === 'STOPPED'),
        )
        .filter(({ task }) => !asked.family || task.definition.startsWith(`${asked.family}:`));
      const page = pageOf(found, asked.maxResults, asked.nextToken, INVALID);
      return {
        taskArns: page.items.map(({ service, task }) => taskArn(service, task)),
        ...(page.nextToken && { nextToken: page.nextToken }),
      };
    },
    DescribeTasks: (input, call) => {
      const asked = parseInput(Described, input, INVALID);
      const all = [...states.at(call).services.values()].flatMap((service) =>
        known(service).map((task) => ({ service, task })),
      );
      const found = asked.tasks.map((named) => ({
        named,
        it: all.find(({ task }) => task.id === lastOf(named)),
      }));
      return {
        tasks: found.flatMap(({ it }) =>
          it ? [taskForm(it.service, it.task, clock.millis())] : [],
        ),
        failures: found.flatMap(({ named, it }) => (it ? [] : [{ arn: named, reason: 'MISSING' }])),
      };
    },
  };
}

function isStopped({ stoppedAt }: Task, now: number): boolean {
  return stoppedAt !== undefined && stoppedAt <= now;
}

function taskArn(service: Service, { id }: Task): string {
  return ecsArn(service, `task/${service.cluster}/${id}`);
}

function taskForm(service: Service, task: Task, now: number) {
  const hasStopped = isStopped(task, now);
  const status = hasStopped ? 'STOPPED' : 'RUNNING';
  return {
    taskArn: taskArn(service, task),
    clusterArn: ecsArn(service, `cluster/${service.cluster}`),
    taskDefinitionArn: definitionArn(service, task.definition),
    group: `service:${service.name}`,
    lastStatus: status,
    desiredStatus: status,
    startedAt: new Date(task.startedAt),
    ...(hasStopped && task.stoppedAt !== undefined && { stoppedAt: new Date(task.stoppedAt) }),
    containers: [],
  };
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
